import pLimit from 'p-limit';
import type { Progress } from '../../domain/run.js';
import type { Means } from '../../operations/means.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import { temporalError } from '../../temporal/connect.js';
import { listEndedRuns, listOpenRuns, type ListedRun } from '../../temporal/listed-runs.js';
import { Recent } from './recent.js';

const DAY_MS = 86_400_000;
/** So many days of runs are shown of each connector. */
export const DAYS_SHOWN = 30;

/** What changes by the second, and what people change. */
const FRESH_MS = 2_000;
/** Of ended runs nothing changes, and there are thousands. */
const ENDED_MS = 10_000;
const SCHEDULES_AT_A_TIME = 20;
const QUERIES_AT_A_TIME = 20;
/** A worker answers at once, or there is none. */
const QUERY_MS = 2_000;

/** A connector as it stands. */
export interface ConnectorView {
  record: ConnectorRecord;
  /** Null where Temporal has lost it. `next`: ISO instant of its next run, null while it is paused. */
  schedule: { isPaused: boolean; note: string; next: string | null } | null;
  /** Runs and backfills under way, newest first. */
  open: OpenRunView[];
  /** Runs of the last days that have ended, newest first. */
  ended: ListedRun[];
}

export interface OpenRunView extends ListedRun {
  /** Undefined where no worker answers. */
  progress: Progress | undefined;
}

/**
 * All connectors of an installation as storage and Temporal know them, with a few calls however many look: runs by two
 * queries for all connectors together, schedules side by side.
 */
export class Overview {
  readonly #means: Means;
  readonly #views: Recent<ConnectorView[]>;
  readonly #ended: Recent<ListedRun[]>;

  constructor(means: Means) {
    this.#means = means;
    this.#views = new Recent(async () => await this.#read(), FRESH_MS);
    this.#ended = new Recent(async () => await listEndedRuns(means.client, firstDay()), ENDED_MS);
  }

  /** That of one installation. */
  static of(means: Means): Overview {
    const known = INSTALLATIONS.get(means) ?? new Overview(means);
    INSTALLATIONS.set(means, known);
    return known;
  }

  /** In the order of their ids. Rejects with TemporalUnreachable or as storage does. */
  async connectors(): Promise<ConnectorView[]> {
    try {
      return await this.#views.get();
    } catch (error) {
      throw temporalError(error) ?? error;
    }
  }

  /** Undefined where there is no such connector. Rejects as above. */
  async connector(id: string): Promise<ConnectorView | undefined> {
    return (await this.connectors()).find(({ record }) => record.connector.id === id);
  }

  /** Whoever has just changed something is to see it. */
  forget(): void {
    this.#views.forget();
  }

  async #read(): Promise<ConnectorView[]> {
    const { connectors, client } = this.#means;
    const [records, open, ended] = await Promise.all([
      connectors.list(),
      listOpenRuns(client).then(async (runs) => await this.#withProgress(runs)),
      this.#ended.get(),
    ]);
    const [openOf, endedOf] = [byConnector(open), byConnector(ended)];
    const limit = pLimit(SCHEDULES_AT_A_TIME);
    return await limit.map(records, async (record) => ({
      record,
      schedule: await this.#schedule(record.connector.id),
      open: openOf.get(record.connector.id) ?? [],
      ended: endedOf.get(record.connector.id) ?? [],
    }));
  }

  async #schedule(connectorId: string): Promise<ConnectorView['schedule']> {
    const schedule = await this.#means.schedules.describe(connectorId);
    if (schedule === undefined) return null;
    const { paused: isPaused, note = '' } = schedule.state;
    const next = isPaused ? null : (schedule.info.nextActionTimes[0]?.toISOString() ?? null);
    return { isPaused, note, next };
  }

  async #withProgress(runs: readonly ListedRun[]): Promise<OpenRunView[]> {
    const limit = pLimit(QUERIES_AT_A_TIME);
    const { temporalRuns } = this.#means;
    return await limit.map(runs, async (run) => ({
      ...run,
      progress: await temporalRuns.progress(run, AbortSignal.timeout(QUERY_MS)),
    }));
  }
}

const INSTALLATIONS = new WeakMap<Means, Overview>();

/** Midnight, so that the first day that is shown is a whole one. */
function firstDay(): Date {
  return new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - (DAYS_SHOWN - 1) * DAY_MS);
}

function byConnector<T extends ListedRun>(runs: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const run of runs) {
    const known = found.get(run.connectorId);
    if (known) known.push(run);
    else found.set(run.connectorId, [run]);
  }
  return found;
}
