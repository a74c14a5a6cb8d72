import { dayOf } from '../../domain/backfill-days.js';
import { emptyCounts, sumCounts, type Counts, type RunState } from '../../domain/report.js';
import { daysOf } from '../../domain/window.js';
import { stateOfBackfill } from '../../operations/backfill-report.js';
import type { Means } from '../../operations/means.js';
import type { BackfillRecord } from '../../storage/backfills.js';
import { wishOf, type BackfillWish } from './backfill-wishes.js';
import { Overview, type OpenRunView } from './overview.js';
import { RunHistory, type RunRow } from './run-history.js';

/** A backfill as it stands, with a line for each of its days. */
export interface BackfillView {
  record: BackfillRecord;
  state: RunState;
  /** Undefined once it has ended. */
  open: OpenRunView | undefined;
  /** What somebody has asked of it that its workflow has not taken yet. */
  wish: BackfillWish | undefined;
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
  return record?.connectorId === connectorId ? await viewBackfill(means, record) : undefined;
}

/** The same for one whose record is at hand. */
export async function viewBackfill(means: Means, record: BackfillRecord): Promise<BackfillView> {
  const [view, records] = await Promise.all([
    Overview.of(means).connector(record.connectorId),
    means.runs.ofBackfill(record.runId),
  ]);
  const rows = await RunHistory.of(means).rows(records, view?.open ?? []);
  const open = view?.open.find(({ runId }) => runId === record.runId);
  const windows = daysOf(record.window);
  const byDay = new Map(rows.map((row) => [dayOf(row.record.window), row]));
  return {
    record,
    state: open ? stateOf(open) : await stateOfBackfill(means, record, { days: windows.length, runs: rows }),
    open,
    wish: open && wishOf(open),
    days: windows.map((window) => ({ day: dayOf(window), row: byDay.get(dayOf(window)) })),
    counts: rows.map(({ counts }) => counts).reduce(sumCounts, emptyCounts()),
  };
}

function stateOf({ phase }: OpenRunView): RunState {
  return phase === 'paused' ? 'paused' : 'running';
}
