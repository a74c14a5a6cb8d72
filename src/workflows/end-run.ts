import { CancellationScope, CancelledFailure, upsertSearchAttributes } from '@temporalio/workflow';
import { REASONS, type ReasonCode } from '../domain/reasons.js';
import type { RunResult } from '../domain/run.js';
import { bulk, storage } from './activities.js';
import { failureOf, messageOf, reasonOf } from './failures.js';
import type { Run } from './gate.js';
import { during, enter } from './run-display.js';
import type { RunState } from './run-state.js';
import * as attributes from './search-attributes.js';

/** Reports what there is before anything else can fail, and ends the workflow as what it is. */
export async function endBadly(run: Run, reason: ReasonCode): Promise<never> {
  const { plan, gate } = run;
  return await CancellationScope.nonCancellable(async () => {
    await report(run, reason === 'Canceled' ? 'canceled' : 'failed', reason);
    if (gate.leavesPaused(reason))
      await storage.pauseConnector({ connectorId: plan.run.connectorId, reason });
    if (reason === 'Canceled')
      throw new CancelledFailure('The run was canceled; what was not imported is left to the next run.');
    throw failureOf(reason, REASONS[reason].nextStep);
  });
}

/** A run that was never opened has no report: its failure says why in its first line. */
export function endUnopened(state: RunState, error: unknown): unknown {
  const reason = reasonOf(error);
  if (reason === 'Canceled') return error;
  Object.assign(state, { outcome: 'failed', reason });
  enter(state, 'ended');
  if (state.canPause) {
    upsertSearchAttributes([
      { key: attributes.ARCHIVER_PHASE, value: 'failed' },
      { key: attributes.ARCHIVER_NEEDS_ATTENTION, value: true },
    ]);
  }
  return failureOf(reason, messageOf(error) ?? REASONS[reason].nextStep);
}

/** Counts the outcomes into the report and shows how the run ended, also where it is canceled meanwhile. */
export async function report(
  { state, plan }: Run,
  ended: 'done' | 'incomplete' | 'failed' | 'canceled',
  reason: ReasonCode | null,
): Promise<RunResult> {
  delete state.isHalted;
  enter(state, 'reporting');
  const { relisted } = state.counts;
  const counting = async (): Promise<RunResult> =>
    await bulk.reportRun({ run: plan.run, ended, reason, relisted });
  const result = await during(
    state,
    'the outcomes to be counted',
    async () => await CancellationScope.nonCancellable(counting),
  );
  state.counts = result.counts;
  state.outcome = result.state;
  state.reason = result.reason;
  // The report has counted the rows; what was counted on the way can be more, where something was tried again.
  if (result.reasons) state.reasons = result.reasons;
  if (result.partials) state.partials = result.partials;
  if (result.missing) state.missing = result.missing;
  enter(state, 'ended');
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_PHASE, value: result.state },
    { key: attributes.ARCHIVER_IMPORTED, value: result.counts.imported + result.counts.partiallyImported },
    { key: attributes.ARCHIVER_FAILED, value: result.counts.failed },
    { key: attributes.ARCHIVER_NEEDS_ATTENTION, value: result.state !== 'completed' },
  ]);
  return result;
}
