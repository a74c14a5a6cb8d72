import { dayOf, stateOfDays } from '../../domain/backfill-days.js';
import { emptyCounts, sumCounts, type Counts, type RunState } from '../../domain/report.js';
import { daysOf } from '../../domain/window.js';
import type { Means } from '../../operations/means.js';
import type { BackfillRecord } from '../../storage/backfills.js';
import { Overview, type OpenRunView } from './overview.js';
import { RunHistory, type RunRow } from './run-history.js';

/** A backfill as it stands, with a line for each of its days. */
export interface BackfillView {
  record: BackfillRecord;
  state: RunState;
  /** Undefined once it has ended. */
  open: OpenRunView | undefined;
  days: BackfillDayView[];
  counts: Counts;
}

export interface BackfillDayView {
  /** Such as 2026-11-26, in UTC. */
  day: string;
  /** Of the run that has it in hand or had it last; undefined before that. */
  row: RunRow | undefined;
}

/** Undefined where the connector has no such backfill. Rejects as Temporal and storage do. */
export async function readBackfill(
  means: Means,
  { connectorId, runId }: { connectorId: string; runId: string },
): Promise<BackfillView | undefined> {
  const record = await means.backfills.find(runId);
  if (record === undefined || record.connectorId !== connectorId) return undefined;
  const [view, records] = await Promise.all([
    Overview.of(means).connector(connectorId),
    means.runs.ofBackfill(runId),
  ]);
  const rows = await RunHistory.of(means).rows(records, view?.open ?? []);
  const open = view?.open.find((run) => run.runId === runId);
  const byDay = new Map(rows.map((row) => [dayOf(row.record.window), row]));
  return {
    record,
    state: stateOf(record, open, rows),
    open,
    days: daysOf(record.window).map((window) => ({ day: dayOf(window), row: byDay.get(dayOf(window)) })),
    counts: rows.map(({ counts }) => counts).reduce(sumCounts, emptyCounts()),
  };
}

/** What Temporal no longer runs and has written no end was cut off by force. */
function stateOf(
  { ended, window }: BackfillRecord,
  open: OpenRunView | undefined,
  rows: readonly RunRow[],
): RunState {
  if (open) return open.phase === 'paused' ? 'paused' : 'running';
  if (ended === 'canceled') return 'canceled';
  if (ended === null) return 'terminated';
  return rows.length < daysOf(window).length ? 'incomplete' : stateOfDays(rows);
}
