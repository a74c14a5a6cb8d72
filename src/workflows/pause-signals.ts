import { setHandler } from '@temporalio/workflow';
import { hold, noteWritten, wishFor } from '../domain/pause-state.js';
import { isWritten, pauseNote, pauseRequest, resumeNote, type PauseFlag } from '../domain/pause.js';
import { show } from './run-display.js';
import type { RunState } from './run-state.js';
import { holdSignal, pauseSignal, resumeSignal } from './signals.js';

/**
 * A signal takes hold at once, and is a wish until the watch has written it to the schedule; one that was written before
 * it was sent makes the watch read the schedule. None of these can fail: their arguments are what somebody typed, and a
 * handler that throws would hold up the run.
 */
export function heedSignals(state: RunState): void {
  const change = (apply: (now: string) => void): void => {
    apply(new Date(Date.now()).toISOString());
    show(state);
  };
  const heed = (argument: unknown, wish: PauseFlag): void => {
    if (isWritten(argument)) noteWritten(state);
    else change((now) => wishFor(state, wish, now));
  };
  setHandler(
    pauseSignal,
    (request) => heed(request, { isPaused: true, note: pauseNote(pauseRequest(request)) }),
    { description: 'Pauses the connector: { "reason": "…", "by": "…" }, a plain reason, or nothing' },
  );
  setHandler(
    resumeSignal,
    (request) => heed(request, { isPaused: false, note: resumeNote(pauseRequest(request)) }),
    { description: 'Lets the connector go on: { "by": "…" } or nothing' },
  );
  setHandler(
    holdSignal,
    (request: { note?: unknown } | null | undefined) => {
      const note = request?.note;
      change((now) => hold(state, typeof note === 'string' ? note : null, now));
    },
    { description: 'From a backfill to the runs of its days' },
  );
}
