import { LRUCache } from 'lru-cache';
import type { RunRef } from '../domain/run.js';
import { MailboxMapping } from '../mapping/mailbox-mapping.js';
import type { Directory } from '../microsoft365/microsoft365.js';
import { RememberingDirectory } from '../microsoft365/remembering-directory.js';
import type { Source } from '../sources/source.js';
import type { RunRecord } from '../storage/runs.js';
import type { ArchiverDeps } from './deps.js';
import { openRunSource } from './run-source.js';

/** What stays the same for a whole run: an update of the connector in between concerns the next one, but for its source. */
export interface RunContext {
  record: RunRecord;
  source: Source;
  mapping: MailboxMapping;
  /** A mailbox given meanwhile is seen by the next run. */
  directory: Directory;
}

export type RunContexts = (run: RunRef) => Promise<RunContext>;

/** Loads a run's context once per worker. */
export function runContexts(deps: ArchiverDeps): RunContexts {
  const cache = new LRUCache<string, RunContext>({
    max: 20,
    fetchMethod: async (runId) => await load(deps, runId),
  });
  return async ({ runId }) => (await cache.fetch(runId)) ?? (await load(deps, runId));
}

async function load(deps: ArchiverDeps, runId: string): Promise<RunContext> {
  const record = await deps.runs.get(runId);
  const { mapping } = record;
  return {
    record,
    source: await openRunSource(deps, record),
    mapping: new MailboxMapping(await deps.connectors.mappingRows(mapping), mapping.rules),
    directory: new RememberingDirectory(deps.directory),
  };
}
