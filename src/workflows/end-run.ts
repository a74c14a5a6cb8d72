import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { REASONS, type ReasonCode } from '../domain/reasons.js';
import type { RunResult } from '../domain/run.js';
import { bulk, storage } from './activities.js';
import type { Run } from './gate.js';
import { enter } from './run-display.js';
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
    throw ApplicationFailure.nonRetryable(REASONS[reason].nextStep, reason);
  });
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
  const result = await CancellationScope.nonCancellable(
    async () => await bulk.reportRun({ run: plan.run, ended, reason, relisted }),
  );
  state.counts = result.counts;
  state.outcome = result.state;
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
