import { LRUCache } from 'lru-cache';
import { reportOf, type ReportMeans } from '../../operations/report.js';
import type { RunRecord } from '../../storage/runs.js';
import type { ListedRun } from '../../temporal/listed-runs.js';
import { Recent } from './recent.js';

/** Runs that end are listed by Temporal first. */
const READ_FOR_MS = 60_000;
const MAX_KEPT = 1_000;
/** Among so many the last one that was no day of a backfill is looked for. */
const RUNS_READ = 50;

/**
 * The last run of a connector as storage has it, for those whose runs Temporal no longer lists: a namespace keeps them for
 * days, storage for good.
 */
export class LastStoredRuns {
  readonly #means: ReportMeans;
  readonly #runs = new LRUCache<string, Recent<ListedRun | undefined>>({ max: MAX_KEPT });

  constructor(means: ReportMeans) {
    this.#means = means;
  }

  /** One that has ended and was no day of a backfill; undefined where there is none. Rejects as storage does. */
  async of(connectorId: string): Promise<ListedRun | undefined> {
    const known =
      this.#runs.get(connectorId) ?? new Recent(async () => await this.#read(connectorId), READ_FOR_MS);
    this.#runs.set(connectorId, known);
    return await known.get();
  }

  async #read(connectorId: string): Promise<ListedRun | undefined> {
    for (const record of await this.#means.runs.list(connectorId, RUNS_READ)) {
      const run = record.kind === 'backfill' ? undefined : await this.#listed(record);
      if (run) return run;
    }
    return undefined;
  }

  /** Undefined where it is under way. */
  async #listed(record: RunRecord): Promise<ListedRun | undefined> {
    const { workflowId, runId, connectorId, kind, window, startedAt, completedAt } = record;
    const { state, counts } = await reportOf(this.#means, record);
    if (state === 'running' || state === 'paused') return undefined;
    return {
      workflowId,
      runId,
      parent: null,
      type: 'connectorRun',
      connectorId,
      kind,
      phase: state,
      window,
      startedAt,
      closedAt: completedAt,
      isTerminated: state === 'terminated',
      imported: counts.imported + counts.partiallyImported,
      failed: counts.failed,
      needsAttention: state !== 'completed',
    };
  }
}
