import { ActivityFailure } from '@temporalio/common';
import {
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  isCancellation,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { stateOfDays, summaryOf, sumDays, type BackfillResult } from '../domain/backfill-days.js';
import { checkBackfill, MAX_BACKFILL_DAYS, type CheckedBackfill } from '../domain/backfill-input.js';
import type { BackfillInput, RunResult } from '../domain/run.js';
import { storage } from './activities.js';
import { archiveDays } from './backfill-days.js';
import { markBackfill, showBackfill, showPhase } from './backfill-display.js';
import { backfillOneByOne } from './backfill-one-by-one.js';
import { takeSignals } from './backfill-signals.js';
import { backfillProgress, daysQuery, newBackfill, type BackfillState } from './backfill-state.js';
import { failureOf } from './failures.js';
import { progressQuery } from './run-state.js';
import * as attributes from './search-attributes.js';
import { hasParallelDays } from './versions.js';

/**
 * Past days, each a run of its own over the same ledger: what is archived already is skipped. `carried` is the state of
 * the execution before continue-as-new.
 */
export async function backfill(
  input: BackfillInput,
  carried?: BackfillState,
): Promise<BackfillResult | RunResult[]> {
  const isParallel = hasParallelDays();
  const checked = checkedInput(input, isParallel ? MAX_BACKFILL_DAYS : Infinity);
  const state = carried ?? newBackfill(checked, Date.now());
  answerQueries(state);
  if (!isParallel) return await backfillOneByOne(state, checked);
  takeSignals(state);
  showBackfill(state);
  if (carried === undefined) await open(input, checked, state);
  return await archive(input, checked, state);
}

function checkedInput(input: unknown, maxDays: number): CheckedBackfill {
  const result = checkBackfill(input, { nowMs: Date.now(), maxDays });
  if ('checked' in result) return result.checked;
  const faults = result.faults.join('; ');
  throw failureOf('InvalidArgument', `The backfill's argument was refused: ${faults}.`);
}

function answerQueries(state: BackfillState): void {
  setHandler(progressQuery, () => backfillProgress(state, Date.now()), {
    description: 'Days and counts of this backfill',
  });
  setHandler(daysQuery, () => state.days, { description: 'Every day of this backfill with its counts' });
}

/** The failure of the activity is given as the workflow's own, so that its first line says what is wrong. */
async function open(input: BackfillInput, { window, mailboxes }: CheckedBackfill, state: BackfillState) {
  const { connectorId, reason, requestedBy } = input;
  const { workflowId, firstExecutionRunId: runId } = workflowInfo();
  const startedAt = new Date(state.startedAtMs).toISOString();
  const asked = { connectorId, reason, requestedBy, window, ...(mailboxes && { mailboxes }) };
  try {
    await storage.openBackfill({ ...asked, workflowId, runId, startedAt });
  } catch (error) {
    const cause = error instanceof ActivityFailure ? error.cause : undefined;
    throw cause instanceof ApplicationFailure ? cause : error;
  }
  markBackfill(state);
  showPhase(state);
}

async function archive(
  input: BackfillInput,
  checked: CheckedBackfill,
  state: BackfillState,
): Promise<BackfillResult> {
  try {
    await archiveDays(state, checked);
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => end(state, 'canceled'));
    throw error;
  }
  if (state.days.some((day) => day.state === 'waiting')) await continueAsNew<typeof backfill>(input, state);
  return await CancellationScope.nonCancellable(() => end(state, stateOfDays(state.days)));
}

async function end(state: BackfillState, outcome: BackfillResult['state']): Promise<BackfillResult> {
  state.outcome = outcome;
  const { days } = state;
  const [counts, summary] = [sumDays(days), summaryOf(days)];
  showBackfill(state);
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_PHASE, value: outcome },
    { key: attributes.ARCHIVER_IMPORTED, value: counts.imported + counts.partiallyImported },
    { key: attributes.ARCHIVER_FAILED, value: counts.failed },
    { key: attributes.ARCHIVER_NEEDS_ATTENTION, value: outcome !== 'completed' },
  ]);
  await storage.closeBackfill({
    runId: workflowInfo().firstExecutionRunId,
    ended: outcome === 'canceled' ? 'canceled' : 'done',
    result: { state: outcome, counts },
  });
  return { state: outcome, summary, counts, days };
}
