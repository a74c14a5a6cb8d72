import pLimit from 'p-limit';
import { archivesTheSame } from '../../domain/connector.js';
import type { Window } from '../../domain/window.js';
import type { Means } from '../../operations/means.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import type { RunRecord } from '../../storage/runs.js';
import { BackfillHistory } from './backfill-history.js';
import { Overview } from './overview.js';
import { RunHistory, type RunRow } from './run-history.js';

/** More than a year of daily runs, each a call to storage. */
const RUNS_READ = 400;
/** Nobody asks for so many. */
const BACKFILLS_READ = 400;
const READ_AT_A_TIME = 10;

/** What is known of the runs that had the days of a period in hand. */
export interface KnownRuns {
  /** Newest first. */
  rows: RunRow[];
  /** Of those that began before, an ISO instant, some may be missing; undefined where none is. */
  allSince: string | undefined;
}

/**
 * The newest runs of a connector, and however old they are those that backfills have begun for days of the period: one
 * backfill can have more days than are read of the newest. Not those of a deleted connector of another account that had
 * its id. Rejects as Temporal and storage do.
 */
export async function knownRuns(
  means: Means,
  current: ConnectorRecord,
  period: Window,
  runsRead = RUNS_READ,
): Promise<KnownRuns> {
  const connectorId = current.connector.id;
  const [view, newest, days] = await Promise.all([
    Overview.of(means).connector(connectorId),
    means.runs.list(connectorId, runsRead),
    backfilledDays(means, connectorId, period),
  ]);
  const its = [...newest, ...days].filter((record) => archivesTheSame(record, current));
  const records = new Map(its.map((record) => [record.runId, record]));
  const newestFirst = [...records.values()].toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  return {
    rows: await RunHistory.of(means).rows(newestFirst, view?.open ?? []),
    allSince: newest.length < runsRead ? undefined : newest.at(-1)?.startedAt,
  };
}

async function backfilledDays(means: Means, connectorId: string, period: Window): Promise<RunRecord[]> {
  const backfills = await BackfillHistory.of(means).records(connectorId, BACKFILLS_READ);
  const around = backfills.filter(({ window }) => window.from < period.to && window.to > period.from);
  const atATime = pLimit(READ_AT_A_TIME);
  return (await atATime.map(around, async ({ runId }) => await means.runs.ofBackfill(runId, period))).flat();
}
