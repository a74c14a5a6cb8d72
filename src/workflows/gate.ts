import type { ReasonCode } from '../domain/reasons.js';
import type { RunPlan } from '../domain/run.js';
import { reasonOf } from './failures.js';
import type { RunState } from './run-state.js';

/** What the next thing of a run has to pass before it starts. */
export interface Gate {
  /** For the run as a whole: resolves once nothing is paused. Goes on in a new execution where this one has grown too long. */
  pass(): Promise<void>;
  /** Whether this execution is to begin nothing more; `pass` then says how it goes on. */
  readonly isSpent: boolean;
  /** For one thing of many at a time. Resolves to undefined, and `work` was not begun, where the gate was spent meanwhile. */
  admit<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Is told what failed of an item: nothing more starts where it concerns the whole connector. */
  afterItem(reasons: ReasonCode[]): void;
  /** Is told why a step has failed. True where that is to be mended first, and the step done again after `pass`. */
  afterStep(reason: ReasonCode): boolean;
  /** Whether a run that has failed with it is to leave its connector paused. */
  leavesPaused(reason: ReasonCode): boolean;
  /** Temporal ends an execution whose history has grown too long; the run goes on in a new one before that. */
  continueIfLong(): Promise<void>;
  /** Ends what goes on beside the run. To be awaited before its execution ends. */
  close(): Promise<void>;
}

/** What the parts of a run share. */
export interface Run {
  state: RunState;
  plan: RunPlan;
  gate: Gate;
}

/** Does a step until it is not refused for a reason that somebody has to mend first. */
export async function insist<T>(gate: Gate, step: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!gate.afterStep(reasonOf(error))) throw error;
    }
    await gate.pass();
  }
}
