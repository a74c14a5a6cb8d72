import { setHandler } from '@temporalio/workflow';
import { hold, wishFor } from '../domain/pause-state.js';
import { pauseNote, pauseRequest, resumeNote } from '../domain/pause.js';
import { show } from './run-display.js';
import type { RunState } from './run-state.js';
import { holdSignal, pauseSignal, resumeSignal } from './signals.js';

/**
 * A signal takes hold at once, and is a wish until the watch has written it to the schedule. None of these can fail:
 * their arguments are what somebody typed, and a handler that throws would hold up the run.
 */
export function heedSignals(state: RunState): void {
  const change = (apply: (now: string) => void): void => {
    apply(new Date(Date.now()).toISOString());
    show(state);
  };
  setHandler(
    pauseSignal,
    (request) =>
      change((now) => wishFor(state, { isPaused: true, note: pauseNote(pauseRequest(request)) }, now)),
    { description: 'Pauses the connector: { "reason": "…", "by": "…" }, a plain reason, or nothing' },
  );
  setHandler(
    resumeSignal,
    (request) =>
      change((now) => wishFor(state, { isPaused: false, note: resumeNote(pauseRequest(request)) }, now)),
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
