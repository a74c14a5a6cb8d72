import assert from 'node:assert/strict';
import { progressText } from '../../src/cli/wait-for-run.js';
import { emptyCounts, type Counts } from '../../src/domain/report.js';
import type { Progress } from '../../src/domain/run.js';

describe('the progress of a run', () => {
  it('counts copies and items, and says how long the rest will take', () => {
    assert.equal(
      progressText(progress({ imported: 1_204, failed: 2 }, { items: { seen: 400, done: 300 } })),
      'imported 1,204 · 2 failed · 300 of 400 items · 40 s left',
    );
  });

  it('counts partial copies as imported', () => {
    assert.match(progressText(progress({ imported: 3, partiallyImported: 2 })), /^imported 5 · /);
  });

  it('names the part of a long window, and takes the parts as equal until the last one', () => {
    const items = { seen: 100, done: 50 };
    const inPart = (index: number) => progressText(progress({}, { items, slice: { index, of: 10 } }));
    assert.equal(inPart(0), 'imported 0 · 50 of 100 items · part 1 of 10 · 38 min left');
    assert.equal(inPart(9), 'imported 0 · 50 of 100 items · part 10 of 10 · 2 min left');
  });

  it('speaks of hours where it takes hours', () => {
    const later = progress({}, { items: { seen: 1_000, done: 10 }, elapsedMs: 600_000 });
    assert.match(progressText(later), / · 17 h left$/);
  });

  it('promises no time in the first seconds, while nothing is done, when all is, and while it waits', () => {
    const texts = [
      progress({}, { elapsedMs: 9_999 }),
      progress({}, { items: { seen: 40, done: 0 } }),
      progress({}, { items: { seen: 40, done: 40 } }),
      progress({}, { waitingFor: 'an item that another run has in hand' }),
    ].map(progressText);
    assert.deepEqual(texts, [
      'imported 0 · 1 of 2 items',
      'imported 0 · 0 of 40 items',
      'imported 0 · 40 of 40 items',
      'imported 0 · 1 of 2 items · waiting for an item that another run has in hand',
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
