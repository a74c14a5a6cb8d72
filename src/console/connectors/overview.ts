import type { Client } from '@temporalio/client';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { withDaysInHand, type ShownProgress } from '../../domain/days-in-hand.js';
import { ArchiveError } from '../../domain/errors.js';
import type { Means } from '../../operations/means.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import { temporalError } from '../../temporal/connect.js';
import { listEnded, listOpenRuns, type ListedRun } from '../../temporal/listed-runs.js';
import type { ScheduleState } from '../../temporal/schedules.js';
import { describeNamespace } from '../../temporal/server.js';
import { lastDays, type DaySum } from './days.js';
import { EndedRuns, lastRun } from './ended-runs.js';
import { LastStoredRuns } from './last-stored-run.js';
import { ProgressBook } from './progress-book.js';
import { Recent } from './recent.js';
import { UnmappedCounts } from './unmapped-counts.js';

const DAY_MS = 86_400_000;
/** So many days of runs are shown of each connector, where Temporal keeps them for so long. */
const MAX_DAYS = 30;
/** An administrator changes it once, if ever. */
const RETENTION_MS = 3_600_000;

/** What changes by the second, and what people change. */
const FRESH_MS = 2_000;
/** Of ended runs nothing changes, and there are thousands. */
const ENDED_MS = 10_000;
const MAX_KEPT = 1_000;
const QUERIES_AT_A_TIME = 100;

/** A connector as it stands. */
export interface ConnectorView {
  record: ConnectorRecord;
  /** Null where Temporal has lost it. */
  schedule: ScheduleState | null;
  /** Runs and backfills under way, newest first. */
  open: OpenRunView[];
  /** Runs of the last days that have ended, newest first; where there was none, the last one before. */
  ended: ListedRun[];
  /** What they came to, day by day, oldest first: of as many days as Temporal keeps them for. */
  days: DaySum[];
  /** People who stand without a mailbox: as many as UnmappedCounts counts. */
  unmapped: number;
}

export interface OpenRunView extends ListedRun {
  /** Undefined where no worker has said. */
  progress: ShownProgress | undefined;
  /** When it was asked for that, in milliseconds: what it was sent before is in it. */
  askedAt?: number;
}

/**
 * All connectors of an installation as storage and Temporal know them, by a few calls however many there are and however
 * many look: of all of them together the runs by two queries, and the schedules by one.
 */
export class Overview {
  readonly #means: Means;
  readonly #views: Recent<ConnectorView[]>;
  readonly #view = new LRUCache<string, Recent<ConnectorView | undefined>>({ max: MAX_KEPT });
  readonly #open: Recent<OpenRunView[]>;
  readonly #ended: Recent<ListedRun[]>;
  readonly #endedBackfills: Recent<ListedRun[]>;
  readonly #daysKept: Recent<number>;
  readonly #progress: ProgressBook;
  readonly #unmapped: UnmappedCounts;
  readonly #lastStored: LastStoredRuns;

  constructor(means: Means) {
    this.#means = means;
    this.#progress = new ProgressBook(means);
    this.#unmapped = new UnmappedCounts(means);
    this.#lastStored = new LastStoredRuns(means);
    this.#views = new Recent(async () => await this.#readAll(), FRESH_MS);
    this.#open = new Recent(async () => await this.#withProgress(await listOpenRuns(means.client)), FRESH_MS);
    const runs = new EndedRuns(async (period) => await listEnded(means.client, 'connectorRun', period));
    this.#daysKept = new Recent(async () => await daysKept(means.client), RETENTION_MS);
    this.#ended = new Recent(async () => await runs.read(firstDay(await this.#daysKept.get())), ENDED_MS);
    const backfills = new EndedRuns(async (period) => await listEnded(means.client, 'backfill', period));
    this.#endedBackfills = new Recent(async () => await backfills.read(0), ENDED_MS);
  }

  /** That of one installation. */
  static of(means: Means): Overview {
    const known = INSTALLATIONS.get(means) ?? new Overview(means);
    INSTALLATIONS.set(means, known);
    return known;
  }

  /** In the order of their ids. Rejects with TemporalUnreachable or as storage does. */
  async connectors(): Promise<ConnectorView[]> {
    return await named(this.#views.get());
  }

  /** As it is now, also where somebody has just paused it; undefined where there is none. Rejects as above. */
  async connector(id: string): Promise<ConnectorView | undefined> {
    const known = this.#view.get(id) ?? new Recent(async () => await this.#readOne(id), FRESH_MS);
    this.#view.set(id, known);
    return await named(known.get());
  }

  /** Of one connector, for as long as Temporal keeps them, newest first. Rejects as above. */
  async endedBackfills(id: string): Promise<ListedRun[]> {
    const ended = await named(this.#endedBackfills.get());
    return ended.filter(({ connectorId }) => connectorId === id);
  }

  /** Whoever has just changed something is to see it. */
  forget(): void {
    this.#views.forget();
    this.#view.clear();
    this.#open.forget();
    this.#unmapped.forget();
  }

  async #readAll(): Promise<ConnectorView[]> {
    const { connectors, schedules } = this.#means;
    const [records, states, open, ended] = await Promise.all([
      connectors.list(),
      schedules.list(),
      this.#open.get(),
      this.#ended.get(),
    ]);
    const [openOf, endedOf] = [byConnector(open), byConnector(ended)];
    const limit = pLimit(QUERIES_AT_A_TIME);
    return await limit.map(records, async (record) => ({
      record,
      // One that was just made is not listed yet, and is not to look as if it were lost.
      schedule: states.get(record.connector.id) ?? (await schedules.state(record.connector.id)),
      open: openOf.get(record.connector.id) ?? [],
      ...(await this.#past(record, endedOf.get(record.connector.id) ?? [])),
      unmapped: await this.#unmapped.of(record.connector.id),
    }));
  }

  async #readOne(id: string): Promise<ConnectorView | undefined> {
    const { connectors, schedules } = this.#means;
    const record = await connectors.get(id).catch(whereMissing);
    if (record === undefined) return undefined;
    const [schedule, open, ended, unmapped] = await Promise.all([
      schedules.state(id),
      this.#open.get(),
      this.#ended.get(),
      this.#unmapped.of(id),
    ]);
    const isIts = ({ connectorId }: ListedRun): boolean => connectorId === id;
    const past = await this.#past(record, ended.filter(isIts));
    return { record, schedule, open: open.filter(isIts), ...past, unmapped };
  }

  async #past(record: ConnectorRecord, listed: ListedRun[]): Promise<Pick<ConnectorView, 'ended' | 'days'>> {
    const before = lastRun(listed) ? undefined : await this.#lastStored.of(record);
    const days = lastDays(listed, await this.#daysKept.get(), new Date());
    return { ended: before ? [...listed, before] : listed, days };
  }

  async #withProgress(runs: readonly ListedRun[]): Promise<OpenRunView[]> {
    const limit = pLimit(QUERIES_AT_A_TIME);
    const told = await limit.map(runs, async (run) => ({ run, said: await this.#progress.of(run) }));
    return told.map(({ run, said }) => {
      if (said === undefined) return { ...run, progress: undefined };
      const { progress, askedAt } = said;
      if (progress.days === undefined) return { ...withProgress(run, progress), askedAt };
      // By its own word: Temporal lists a day for a while that the backfill has counted as ended.
      const inHand = new Set(progress.days.inHand?.map(({ runId }) => runId));
      const days = told.filter((each) => inHand.has(each.run.runId));
      const saying = days.flatMap((day) => day.said?.progress ?? []);
      return { ...withProgress(run, withDaysInHand(progress, saying)), askedAt };
    });
  }
}

/** What Temporal lists is up to minutes old. */
function withProgress(run: ListedRun, progress: ShownProgress): OpenRunView {
  const { phase, counts } = progress;
  const { imported, partiallyImported, failed } = counts;
  return { ...run, progress, phase, imported: imported + partiallyImported, failed };
}

function whereMissing(error: unknown): undefined {
  if (error instanceof ArchiveError && error.code === 'ConnectorNotFound') return undefined;
  throw error;
}

async function named<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw temporalError(error) ?? error;
  }
}

const INSTALLATIONS = new WeakMap<Means, Overview>();

/** Midnight, so that the first day that is shown is a whole one. */
function firstDay(days: number): number {
  return Math.floor(Date.now() / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
}

/**
 * Of days without a run that Temporal has forgotten nobody is to think that there was none. All, where Temporal does not
 * say: the lists themselves are what counts.
 */
async function daysKept(client: Client): Promise<number> {
  const { retentionDays } = await describeNamespace(client).catch(() => ({ retentionDays: MAX_DAYS }));
  return Math.min(MAX_DAYS, Math.max(1, Math.floor(retentionDays)));
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
