import {
  CancellationScope,
  condition,
  isCancellation,
  TerminatedFailure,
  ChildWorkflowFailure,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { CheckedBackfill } from '../domain/backfill-input.js';
import type { RunState } from '../domain/report.js';
import type { BackfillDay } from '../domain/run.js';
import { daysOf, type Window } from '../domain/window.js';
import { bulk } from './activities.js';
import { startDay, type DayRun } from './backfill-day.js';
import { showBackfill, showChange } from './backfill-display.js';
import type { BackfillState } from './backfill-state.js';
import { noteBegun, noteOver } from './days-in-hand.js';
import { runPool } from './pool.js';
import { ARCHIVER_NEEDS_ATTENTION } from './search-attributes.js';
import { holdSignal } from './signals.js';
import { tellNotes } from './tell-notes.js';

/** Enough to keep a worker busy over the waits of single days, and few enough to leave the source to the daily runs. */
const DAYS_AT_A_TIME = 3;

/**
 * The days that wait, each in a run of its own, as long as the history is short enough: the rest is left waiting for the
 * next execution. A day that ends badly is one of the results. Throws where the backfill is canceled, after the runs
 * under way have reported.
 */
export async function archiveDays(state: BackfillState, backfill: CheckedBackfill): Promise<void> {
  const windows = daysOf(state.window);
  const waiting = state.days.flatMap((row, at) => (row.state === 'waiting' ? [{ row, at }] : []));
  await runPool(waiting, DAYS_AT_A_TIME, async ({ row, at }) => {
    await archiveDay(state, backfill, { row, window: windows[at] as Window });
  });
}

async function mayStart(state: BackfillState): Promise<boolean> {
  await condition(() => state.paused === undefined);
  return !workflowInfo().continueAsNewSuggested;
}

async function archiveDay(
  state: BackfillState,
  backfill: CheckedBackfill,
  { row, window }: { row: BackfillDay; window: Window },
): Promise<void> {
  const run = await startDay(backfill, window, {
    mayStart: async () => await mayStart(state),
    onBusy: () => noteBusy(state, row),
  });
  if (run === undefined) return;
  state.busyDays = state.busyDays.filter((day) => day !== row.day);
  Object.assign(row, { state: 'running', runId: run.firstExecutionRunId });
  noteBegun(state, { workflowId: run.workflowId, runId: run.firstExecutionRunId });
  showBackfill(state);
  try {
    const { state: ended, counts, missing } = await underHold(state, run);
    Object.assign(row, { state: ended, counts, ...(missing && { missing: true }) });
  } catch (error) {
    Object.assign(row, await CancellationScope.nonCancellable(() => endedBadly(backfill, row, error)));
    if (isCancellation(error) && CancellationScope.current().consideredCancelled) throw error;
  } finally {
    noteEnd(state, row);
  }
}

/** A run without a result still has its report, unless it was cut off before it was opened. */
async function endedBadly(
  { connectorId }: CheckedBackfill,
  { runId }: BackfillDay,
  error: unknown,
): Promise<Partial<BackfillDay>> {
  const report = await bulk.readDay({ connectorId, runId: runId ?? '' });
  if (report === null) return { state: cutOffState(error) };
  const { state, counts, isMissing } = report;
  return { state, counts, ...(isMissing && { missing: true }) };
}

function cutOffState(error: unknown): RunState {
  if (isCancellation(error)) return 'canceled';
  const isTerminated = error instanceof ChildWorkflowFailure && error.cause instanceof TerminatedFailure;
  return isTerminated ? 'terminated' : 'failed';
}

function noteBusy(state: BackfillState, { day }: BackfillDay): void {
  if (!state.busyDays.includes(day)) state.busyDays.push(day);
  showBackfill(state);
}

/** Nobody should have to wait for the end of a long backfill to hear that a day needs them. */
function noteEnd(state: BackfillState, row: BackfillDay): void {
  noteOver(state, row);
  showChange(state, () => delete row.paused);
  const isFirst = !state.needsAttention && row.state !== 'completed';
  if (!isFirst) return;
  state.needsAttention = true;
  upsertSearchAttributes([{ key: ARCHIVER_NEEDS_ATTENTION, value: true }]);
}

/** The run's result. Until then it is told whenever the backfill is paused or resumed; the connector's flag it reads itself. */
async function underHold(state: BackfillState, run: DayRun) {
  let isOver = false;
  const telling = tellHolds(state, run, () => isOver);
  try {
    return await run.result();
  } finally {
    isOver = true;
    await telling;
  }
}

async function tellHolds(state: BackfillState, run: DayRun, isOver: () => boolean): Promise<void> {
  const tell = async (note: string | null): Promise<void> => {
    // It may have ended meanwhile.
    await run.signal(holdSignal, { note }).catch(() => undefined);
  };
  try {
    await tellNotes(() => state.paused?.note ?? null, tell, isOver);
  } catch (error) {
    if (!isCancellation(error)) throw error;
  }
}
