import assert from 'node:assert/strict';
import { progressText } from '../../src/cli/wait-for-run.js';
import { emptyCounts, type Counts } from '../../src/domain/report.js';
import type { Progress } from '../../src/domain/run.js';

describe('the progress of a run', () => {
  it('counts copies and items, and says how long the rest will take', () => {
    const items = { seen: 350, done: 300, total: 400 };
    assert.equal(
      progressText(progress({ imported: 1_204, failed: 2 }, { items, leftMs: 41_000 })),
      'imported 1,204 · 2 failed · 300 of 400 items · 41 s left',
    );
  });

  it('counts partial copies as imported', () => {
    assert.match(progressText(progress({ imported: 3, partiallyImported: 2 })), /^imported 5 · /);
  });

  it('counts of a backfill its days, and the items of those under way', () => {
    const days = { all: 31, done: 2, running: 3, troubled: 0 };
    const text = progressText(progress({ imported: 1_204, failed: 2 }, { days, leftMs: 2_280_000 }));
    assert.equal(text, '2 of 31 days done: imported 1,204 · 2 failed · 38 min left');
    const inHand = { done: 350, all: 1_400 };
    assert.equal(
      progressText({ ...progress({ imported: 1_204 }, { days }), inHand }),
      '2 of 31 days done: imported 1,204 · 350 of 1,400 items of those under way',
    );
  });

  it('names the part of a long window', () => {
    const text = progressText(progress({}, { slice: { index: 0, of: 10 }, leftMs: 2_280_000 }));
    assert.equal(text, 'imported 0 · 1 of 2 items · part 1 of 10 · 38 min left');
  });

  it('says of the lookback what is looked for', () => {
    const text = progressText(
      progress({}, { isLookback: true, waitingFor: 'the source: page 2 of lookback' }),
    );
    assert.equal(text, 'imported 0 · looking for late items · waiting for the source: page 2 of lookback');
  });

  it('says of the last round how many items are still to be taken up once more', () => {
    const text = progressText(progress({ imported: 7, failed: 3 }, { parked: 3, isLastRound: true }));
    assert.equal(text, 'imported 7 · 3 failed · taking up once more what was refused, 3 items to go');
  });

  it('says instead what it waits for, and nothing while the time is not known', () => {
    const waiting = progress({}, { waitingFor: 'an item that another run has in hand', leftMs: 41_000 });
    assert.deepEqual([waiting, progress({})].map(progressText), [
      'imported 0 · 1 of 2 items · waiting for an item that another run has in hand',
      'imported 0 · 1 of 2 items',
    ]);
  });
});

function progress(counts: Partial<Counts>, rest: Partial<Progress> = {}): Progress {
  return {
    phase: 'archiving',
    outcome: null,
    window: null,
    slice: { index: 0, of: 1 },
    counts: { ...emptyCounts(), ...counts },
    items: { seen: 2, done: 1 },
    rate: 1,
    elapsedMs: 120_000,
    waitingFor: null,
    paused: null,
    parked: 0,
    ...rest,
  };
}
