import assert from 'node:assert/strict';
import { fractionDone } from '../../src/domain/pace.js';
import type { Slice } from '../../src/domain/run.js';
import { newState, noteListed, progressOf } from '../../src/workflows/run-state.js';
import { planOf } from './stage.js';

const PAGE = { blob: 'page', items: [], end: null };

describe('the progress of a run with a lookback', () => {
  const plan = planOf(3, { lookback: 1 });
  const state = { ...newState(0), plan };

  it('expects nothing of the lookback, however much is listed again, and names no part of the window', () => {
    state.phase = 'archiving';
    for (const relisted of [200, 200, 197]) {
      noteListed(state, plan.slices[0] as Slice, { ...PAGE, relisted, ofSlice: 600 });
      const { isLookback, slice, items, leftMs } = progressOf(state, 60_000);
      assert.deepEqual([isLookback, slice, leftMs], [true, { index: 0, of: 2 }, undefined]);
      assert.equal(items.total, undefined);
    }
    state.items = { seen: 3, done: 3 };
    assert.equal(fractionDone(progressOf(state, 60_000)), 0);
  });

  it('grows with the pages of the window, whose parts alone are counted', () => {
    state.slice = 1;
    noteListed(state, plan.slices[1] as Slice, { ...PAGE, relisted: 0, ofSlice: 50 });
    state.items = { seen: 28, done: 13 };
    const { isLookback, slice, items } = progressOf(state, 60_000);
    assert.deepEqual([isLookback, slice, items.total], [undefined, { index: 0, of: 2 }, 53]);
    state.slice = 2;
    assert.deepEqual(progressOf(state, 60_000).slice, { index: 1, of: 2 });
  });
});
