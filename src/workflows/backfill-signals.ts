import { setHandler } from '@temporalio/workflow';
import { hasEnded } from '../domain/backfill-days.js';
import { pauseNote, pauseRequest } from '../domain/pause.js';
import type { BackfillDay } from '../domain/run.js';
import { showChange, showPhase } from './backfill-display.js';
import type { BackfillState } from './backfill-state.js';
import { notePaused } from './days-in-hand.js';
import { dayPausedSignal, pauseSignal, resumeSignal } from './signals.js';

/**
 * A backfill's own pause writes nothing to the schedule: the connector's other runs go on. None of these can fail: their
 * arguments may be anything, and a handler that throws would hold up the backfill.
 */
export function takeSignals(state: BackfillState): void {
  setHandler(
    pauseSignal,
    (argument) => {
      // Who has paused it first has the word, as with a connector.
      state.paused ??= { note: pauseNote(pauseRequest(argument)), since: now() };
      notePaused(state);
      showPhase(state);
    },
    {
      description: 'Starts no further day; those under way wait. { "reason": …, "by": … } or a plain reason',
    },
  );
  setHandler(
    resumeSignal,
    () => {
      delete state.paused;
      showPhase(state);
    },
    { description: 'Goes on' },
  );
  setHandler(dayPausedSignal, (word) => takeWord(state, word), {
    description: 'From the runs of its days: their connector is paused, or goes on',
  });
}

/** A word may be late: a day that was terminated has ended for the backfill before its last one comes. */
function takeWord(state: BackfillState, word: { day?: unknown; note?: unknown } | null | undefined): void {
  const row = state.days.find(({ day }) => day === word?.day);
  if (row === undefined || hasEnded(row)) return;
  const note = word?.note;
  if (typeof note === 'string') notePaused(state, row.runId);
  showChange(state, () => setPaused(row, typeof note === 'string' ? note : null));
}

function setPaused(row: BackfillDay, note: string | null): void {
  if (note === null) delete row.paused;
  else row.paused = { note, since: row.paused?.since ?? now() };
}

function now(): string {
  return new Date(Date.now()).toISOString();
}
