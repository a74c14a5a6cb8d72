import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { nextStep, type Copy } from '../../src/domain/copies.js';

const NOW = Date.parse('2026-11-21T02:00:00Z');

function aCopy(changes: Partial<Copy> = {}): Copy {
  return {
    itemKey: '0'.repeat(32),
    mailbox: 'box',
    state: 'planned',
    attempt: 0,
    budgetMs: 0,
    byRun: 'run-1',
    changedAt: NOW,
    etag: 'etag',
    ...changes,
  };
}

const state = fc.constantFrom<Copy['state']>(
  'planned',
  'importing',
  'attaching',
  'imported',
  'partial',
  'failed',
);
const anyCopy = fc
  .record({ state, attempt: fc.nat(9), budgetMs: fc.nat(90_000), byRun: fc.constantFrom('run-1', 'run-2') })
  .map(aCopy);
const times = fc.tuple(fc.integer({ min: -5_000, max: 900_000 }), fc.nat(600_000));

describe('the next step with a copy', () => {
  it('is to create only where nothing can be there: planned, or refused for good by another run', () => {
    fc.assert(
      fc.property(anyCopy, times, (copy, [elapsedMs, settleMs]) => {
        const { step } = nextStep(copy, 'run-1', NOW + elapsedMs, settleMs);
        const isFree = copy.state === 'planned' || (copy.state === 'failed' && copy.byRun !== 'run-1');
        assert.equal(step === 'create', isFree);
      }),
    );
  });

  it('is to wait until an attempt under way has used up its budget and the settle time, then to look it up', () => {
    fc.assert(
      fc.property(fc.nat(90_000), times, (budgetMs, [elapsedMs, settleMs]) => {
        const copy = aCopy({ state: 'importing', attempt: 1, budgetMs });
        const leftMs = budgetMs + settleMs - elapsedMs;
        const expected = leftMs > 0 ? { step: 'wait', ms: leftMs } : { step: 'look-up' };
        assert.deepEqual(nextStep(copy, 'run-1', NOW + elapsedMs, settleMs), expected);
      }),
    );
  });

  it('is to go on attaching at once where nothing is under way, else after budget and settle time', () => {
    fc.assert(
      fc.property(fc.nat(90_000), times, (budgetMs, [elapsedMs, settleMs]) => {
        const copy = aCopy({ state: 'attaching', attempt: 1, budgetMs });
        const leftMs = budgetMs + settleMs - elapsedMs;
        const isFree = budgetMs === 0 || leftMs <= 0;
        const expected = isFree ? { step: 'attach' } : { step: 'wait', ms: leftMs };
        assert.deepEqual(nextStep(copy, 'run-1', NOW + elapsedMs, settleMs), expected);
      }),
    );
  });

  it('is to wait where storage told no time: nobody may take the budget for over', () => {
    for (const state of ['importing', 'attaching'] as const) {
      const copy = aCopy({ state, attempt: 1, budgetMs: 60_000 });
      assert.deepEqual(nextStep(copy, 'run-1', NaN, 1_000), { step: 'wait', ms: 61_000 });
    }
  });

  it('is none where the copy is there, and says whether another run has put it there', () => {
    for (const there of ['imported', 'partial'] as const) {
      const copy = aCopy({ state: there, byRun: 'run-1' });
      assert.deepEqual(nextStep(copy, 'run-1', NOW, 0), { step: 'done', isFromEarlierRun: false });
      assert.deepEqual(nextStep(copy, 'run-2', NOW, 0), { step: 'done', isFromEarlierRun: true });
    }
  });

  it('is none within the run that was refused for good', () => {
    const copy = aCopy({ state: 'failed', byRun: 'run-1' });
    assert.deepEqual(nextStep(copy, 'run-1', NOW, 0), { step: 'done', isFromEarlierRun: false });
  });
});
