import assert from 'node:assert/strict';
import { stateOfDays, summaryOf, sumDays, tallyDays, waitingDays } from '../../src/domain/backfill-days.js';
import { MAX_BACKFILL_DAYS } from '../../src/domain/backfill-input.js';
import { emptyCounts, type Counts } from '../../src/domain/report.js';
import type { BackfillDay } from '../../src/domain/run.js';
import { windowOf } from '../../src/domain/window.js';

/** Of what Temporal takes of a payload. */
const MAX_PAYLOAD_BYTES = 2 * 1024 * 1024;

function day(state: BackfillDay['state'], counts?: Partial<Counts>): BackfillDay {
  return {
    day: '2026-11-01',
    state,
    counts: counts ? { ...emptyCounts(), ...counts } : null,
    runId: null,
  };
}

describe('the days of a backfill', () => {
  it('wait at first, each under its UTC date, also where they are cut', () => {
    const days = waitingDays({ from: '2026-11-01T12:00:00.000Z', to: '2026-11-03T05:00:00.000Z' });
    assert.deepEqual(
      days.map(({ day: date, state }) => [date, state]),
      [
        ['2026-11-01', 'waiting'],
        ['2026-11-02', 'waiting'],
        ['2026-11-03', 'waiting'],
      ],
    );
  });

  it('are counted by how they stand, and summed up as far as they have counts', () => {
    const days = [
      day('completed', { imported: 2, availableForImport: 2 }),
      day('failed', { failed: 1, availableForImport: 1 }),
      day('terminated'),
      day('running'),
      day('waiting'),
    ];
    assert.deepEqual(tallyDays(days), { all: 5, done: 3, running: 1, troubled: 2 });
    assert.deepEqual(sumDays(days), { ...emptyCounts(), availableForImport: 3, imported: 2, failed: 1 });
  });

  it('are whole together only where each is', () => {
    assert.equal(stateOfDays([day('completed'), day('completed')]), 'completed');
    assert.equal(stateOfDays([day('completed'), day('completed-with-failures')]), 'completed-with-failures');
    for (const state of ['incomplete', 'failed', 'canceled', 'terminated', 'inconsistent'] as const)
      assert.equal(stateOfDays([day('completed'), day(state)]), 'incomplete');
  });

  it('say in a line that nothing was new, that nothing was there, or what there was', () => {
    const again = [day('completed', { availableForImport: 7, skipped: 7 }), day('completed', {})];
    assert.equal(summaryOf(again), '2 of 2 days done: 0 imported, all 7 copies were archived before.');
    assert.equal(summaryOf([day('completed', {})]), '1 of 1 days done: nothing was there to import.');
    const some = [day('completed-with-failures', { availableForImport: 3, imported: 2, failed: 1 })];
    assert.equal(
      summaryOf([...some, day('waiting')]),
      '1 of 2 days done: 2 imported, 0 partially imported, 0 skipped, 1 failed. 1 of them to be looked at.',
    );
  });

  it('go in one answer of Temporal, as many as are accepted and whatever they came to', () => {
    const count = 123_456_789;
    const counts = Object.fromEntries(Object.keys(emptyCounts()).map((name) => [name, count]));
    const worst = waitingDays(windowOf(0, MAX_BACKFILL_DAYS * 86_400_000)).map((row) => ({
      ...row,
      state: 'completed-with-failures',
      counts,
      runId: crypto.randomUUID(),
      missing: true,
    }));
    assert.equal(worst.length, MAX_BACKFILL_DAYS);
    const bytes = Buffer.byteLength(JSON.stringify(worst));
    assert.ok(bytes < 0.75 * MAX_PAYLOAD_BYTES, `${bytes} bytes`);
  });
});
