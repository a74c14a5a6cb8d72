import { LRUCache } from 'lru-cache';
import { archivesTheSame } from '../../domain/connector.js';
import { reportOf, type ReportMeans } from '../../operations/report.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
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
  async of(connector: ConnectorRecord): Promise<ListedRun | undefined> {
    const key = `${connector.connector.id} ${connector.createdAt}`;
    const known = this.#runs.get(key) ?? new Recent(async () => await this.#read(connector), READ_FOR_MS);
    this.#runs.set(key, known);
    return await known.get();
  }

  async #read(current: ConnectorRecord): Promise<ListedRun | undefined> {
    for (const record of await this.#means.runs.list(current.connector.id, RUNS_READ)) {
      if (record.kind === 'backfill' || !archivesTheSame(record, current)) continue;
      if (!(await this.#isUnderWay(record))) return await this.#listed(record);
    }
    return undefined;
  }

  /** Asked before its report: of a run under way that would be counted from all its rows. */
  async #isUnderWay(record: RunRecord): Promise<boolean> {
    return record.ended === null && (await this.#means.temporalRuns.isRunning(record));
  }

  async #listed(record: RunRecord): Promise<ListedRun> {
    const { workflowId, runId, connectorId, kind, window, startedAt, completedAt } = record;
    const { state, counts } = await reportOf(this.#means, record);
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
