import { setCurrentDetails, sleep } from '@temporalio/workflow';
import { detailsOf } from './run-details.js';
import { progressOf, type RunState } from './run-state.js';

/** Sleeps, and says in the Temporal UI what for. */
export async function wait(state: RunState, ms: number, what: string): Promise<void> {
  state.waitingFor = what;
  show(state);
  await sleep(ms, { summary: `Waiting for ${what}` });
  state.waitingFor = null;
}

export function enter(state: RunState, phase: RunState['phase']): void {
  state.phase = phase;
  show(state);
}

/** To be called after every change that people may want to see; costs no event in the history. */
export function show(state: RunState): void {
  setCurrentDetails(detailsOf(progressOf(state, Date.now()), state.reasons, state.missing));
}
