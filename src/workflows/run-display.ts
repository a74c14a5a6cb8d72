import { setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import { withMark } from '../domain/pace.js';
import { showAttributes } from './run-attributes.js';
import { detailsOf } from './run-details.js';
import { markOf, progressOf, type RunState } from './run-state.js';

/**
 * Says in the Temporal UI what is waited for, until `work` has come to its end. Without a timer: a step that takes long
 * is read from the time since when, and why it does stands under its pending activity.
 */
export async function during<T>(state: RunState, what: string, work: () => Promise<T>): Promise<T> {
  say(state, what);
  try {
    return await work();
  } finally {
    state.waitingFor = null;
  }
}

/** Sleeps, and says what for. */
export async function wait(state: RunState, ms: number, what: string): Promise<void> {
  say(state, what);
  await sleep(ms, { summary: `Waiting for ${what}` });
  state.waitingFor = null;
}

function say(state: RunState, what: string): void {
  Object.assign(state, { waitingFor: what, waitingSinceMs: Date.now() });
  show(state);
}

export function enter(state: RunState, phase: RunState['phase']): void {
  state.phase = phase;
  show(state);
}

/** To be called after every change that people may want to see; it writes into the history only what runs are found by. */
export function show(state: RunState): void {
  const nowMs = Date.now();
  const { reasons, partials = {}, missing, reason = null } = state;
  state.marks = withMark(state.marks ?? [], markOf(state, nowMs));
  setCurrentDetails(
    detailsOf(progressOf(state, nowMs), {
      workflowId: workflowInfo().workflowId,
      connectorId: state.plan?.run.connectorId ?? null,
      isHeld: state.paused === undefined && state.held !== undefined,
      asOf: new Date(nowMs).toISOString(),
      reasons,
      partials,
      reason,
      ...(missing && { missing }),
    }),
  );
  showAttributes(state, nowMs);
}
