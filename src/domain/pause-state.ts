import type { Pause, PauseFlag } from './pause.js';

/** What a run knows of its pause; carried through continue-as-new. */
export interface PauseState {
  /** By the flag of the schedule, or by a wish that is about to be written there. */
  paused?: Pause;
  /** By the backfill that the run is a day of. */
  held?: Pause;
  /** What a signal or a refusal asks for, until the flag says the same. */
  wish?: PauseFlag;
  /** Once the flag is said to have been set, until it was read after that. */
  isStale?: boolean;
}

export function pauseOf({ paused, held }: PauseState): Pause | undefined {
  return paused ?? held;
}

/** Whoever has set the flag itself knows better than a wish from before that. */
export function noteWritten(state: PauseState): void {
  delete state.wish;
  state.isStale = true;
}

/** Holds at once. A pause that is in force keeps its note. `now` is an ISO instant, here as below. */
export function wishFor(state: PauseState, wish: PauseFlag, now: string): void {
  state.wish = wish;
  setPaused(state, { ...wish, note: state.paused?.note ?? wish.note }, now);
}

/**
 * Takes what the schedule has answered after `asked` was written to it, or after it was only read; null where there is
 * none, and then nothing is known that would not be known without it. A wish that came meanwhile, or that it does not
 * show, holds against it.
 */
export function takeFlag(
  state: PauseState,
  asked: PauseFlag | undefined,
  flag: PauseFlag | null,
  now: string,
): void {
  if (flag === null || state.wish !== asked || (asked && asked.isPaused !== flag.isPaused)) return;
  delete state.wish;
  setPaused(state, flag, now);
}

/** `note` is null where the backfill goes on. */
export function hold(state: PauseState, note: string | null, now: string): void {
  if (note === null) delete state.held;
  else state.held = { note, since: state.held?.since ?? now };
}

function setPaused(state: PauseState, { isPaused, note }: PauseFlag, now: string): void {
  if (!isPaused) delete state.paused;
  else state.paused = { note, since: state.paused?.since ?? now };
}
