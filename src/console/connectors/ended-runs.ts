import type { ListedRun, Period } from '../../temporal/listed-runs.js';

/** What ended was listed at the latest so long after: Temporal's index follows its runs by seconds. */
const INDEX_DELAY_MS = 5 * 60_000;

/**
 * Runs that have ended, as an index lists them. What has ended stays as it is, and there are thousands: whoever reads
 * again asks only for what ended since.
 */
export class EndedRuns {
  readonly #list: (period: Period) => Promise<ListedRun[]>;
  #known: ListedRun[] = [];
  #readAt = -Infinity;
  #since = Infinity;

  constructor(list: (period: Period) => Promise<ListedRun[]>) {
    this.#list = list;
  }

  /** Those that began at `since` (milliseconds) or later, newest first. Rejects as the index does. */
  async read(since: number, now = Date.now()): Promise<ListedRun[]> {
    const isFirst = since < this.#since;
    const started = new Date(since);
    const period = isFirst ? { started } : { started, ended: new Date(this.#readAt - INDEX_DELAY_MS) };
    const listed = await this.#list(period);
    const byId = new Map([...(isFirst ? [] : this.#known), ...listed].map((run) => [run.runId, run]));
    this.#known = [...byId.values()]
      .filter(({ startedAt }) => Date.parse(startedAt) >= since)
      .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
    [this.#readAt, this.#since] = [now, since];
    return this.#known;
  }
}

/** The last run that took up what was open: the days of a backfill do not, so that they say nothing of how it stands. */
export function lastRun(ended: readonly ListedRun[]): ListedRun | undefined {
  return ended.find(({ kind }) => kind !== 'backfill');
}
