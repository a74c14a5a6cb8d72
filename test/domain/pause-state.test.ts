import assert from 'node:assert/strict';
import {
  hold,
  noteWritten,
  pauseOf,
  takeFlag,
  wishFor,
  type PauseState,
} from '../../src/domain/pause-state.js';

const [EARLY, LATE] = ['2026-11-20T02:00:00.000Z', '2026-11-20T03:00:00.000Z'];
const SET = { isPaused: true, note: 'quota' };
const CLEAR = { isPaused: false, note: 'mended' };

describe('what a run knows of its pause', () => {
  it('is the flag of the schedule, with the time at which it came to know', () => {
    const state: PauseState = {};
    takeFlag(state, undefined, SET, EARLY);
    assert.deepEqual(pauseOf(state), { note: 'quota', since: EARLY });
    takeFlag(state, undefined, { ...SET, note: 'quota and more' }, LATE);
    assert.deepEqual(pauseOf(state), { note: 'quota and more', since: EARLY });
    takeFlag(state, undefined, CLEAR, LATE);
    assert.equal(pauseOf(state), undefined);
  });

  it('is a wish from the moment it came, and until the flag says the same', () => {
    const state: PauseState = {};
    wishFor(state, SET, EARLY);
    assert.deepEqual(pauseOf(state), { note: 'quota', since: EARLY });
    takeFlag(state, state.wish, SET, LATE);
    assert.deepEqual(state, { paused: { note: 'quota', since: EARLY } });
  });

  it('is not overruled by an answer to a question from before the wish', () => {
    const state: PauseState = {};
    wishFor(state, SET, EARLY);
    takeFlag(state, undefined, CLEAR, LATE);
    assert.deepEqual(pauseOf(state)?.note, 'quota');
    const { wish } = state;
    wishFor(state, CLEAR, LATE);
    takeFlag(state, wish, SET, LATE);
    assert.deepEqual([pauseOf(state), state.wish], [undefined, CLEAR]);
  });

  it('stays a wish where there is no schedule that could show it', () => {
    const state: PauseState = {};
    wishFor(state, SET, EARLY);
    takeFlag(state, state.wish, { isPaused: false, note: '' }, LATE);
    assert.deepEqual([pauseOf(state)?.note, state.wish], ['quota', SET]);
  });

  it('is a wish no longer once somebody has set the flag itself', () => {
    const state: PauseState = {};
    wishFor(state, SET, EARLY);
    const { wish } = state;
    noteWritten(state);
    assert.deepEqual([state.wish, state.isStale], [undefined, true]);
    takeFlag(state, wish, SET, LATE);
    takeFlag(state, undefined, CLEAR, LATE);
    assert.equal(pauseOf(state), undefined);
  });

  it('is what it was where there is no schedule any more, be it paused or not', () => {
    const state: PauseState = {};
    takeFlag(state, undefined, null, EARLY);
    assert.deepEqual(state, {});
    takeFlag(state, undefined, SET, EARLY);
    takeFlag(state, undefined, null, LATE);
    assert.deepEqual(pauseOf(state), { note: 'quota', since: EARLY });
    wishFor(state, CLEAR, LATE);
    takeFlag(state, state.wish, null, LATE);
    assert.equal(pauseOf(state), undefined);
  });

  it('keeps the note of a pause that is in force', () => {
    const state: PauseState = {};
    takeFlag(state, undefined, SET, EARLY);
    wishFor(state, { isPaused: true, note: 'something else' }, LATE);
    assert.deepEqual(pauseOf(state), { note: 'quota', since: EARLY });
  });

  it('is also what the backfill says that it is a day of, whatever the connector does', () => {
    const state: PauseState = {};
    hold(state, 'a busy day', EARLY);
    takeFlag(state, undefined, CLEAR, LATE);
    assert.deepEqual(pauseOf(state), { note: 'a busy day', since: EARLY });
    hold(state, null, LATE);
    assert.deepEqual(state, {});
  });
});
