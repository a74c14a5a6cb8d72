import { LRUCache } from 'lru-cache';
import type { RunRef } from '../domain/run.js';
import { MailboxMapping } from '../mapping/mailbox-mapping.js';
import { parseMappingCsv } from '../mapping/mapping-csv.js';
import type { Directory } from '../microsoft365/microsoft365.js';
import { RememberingDirectory } from '../microsoft365/remembering-directory.js';
import type { Source } from '../sources/source.js';
import type { RunRecord } from '../storage/runs.js';
import type { ArchiverDeps } from './deps.js';

/** What stays the same for a whole run: an update of the connector in between concerns the next one. */
export interface RunContext {
  record: RunRecord;
  source: Source;
  mapping: MailboxMapping;
  /** A mailbox given meanwhile is seen by the next run. */
  directory: Directory;
  /** Names the mapping rules in force, so that an item without a mailbox is tried again once they have changed. */
  mappingDigest: string;
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
  const { connector, mapping } = record;
  const rows = mapping
    ? parseMappingCsv(await deps.connectors.readMapping(mapping.blob), connector.mapping).rows
    : null;
  return {
    record,
    source: deps.sourceOf(connector),
    mapping: new MailboxMapping(rows, connector.mapping),
    directory: new RememberingDirectory(deps.directory),
    mappingDigest: `${mapping?.digest ?? 'no-csv'}+${connector.mapping.automatic ? 'automatic' : 'csv-only'}`,
  };
}
