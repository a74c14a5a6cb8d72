import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { runPool } from '../../src/workflows/pool.js';

describe('a pool', () => {
  it('runs each item once, so many at a time and never more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (items, size) => {
          const done: number[] = [];
          let [running, peak] = [0, 0];
          await runPool([...items.entries()], size, async ([index, turns]) => {
            peak = Math.max(peak, (running += 1));
            for (let waited = 0; waited < turns; waited += 1) await turn();
            done.push(index);
            running -= 1;
          });
          assert.deepEqual(
            done.toSorted((a, b) => a - b),
            [...items.keys()],
          );
          assert.equal(peak, Math.min(size, items.length));
        },
      ),
    );
  });

  it('waits for what is under way before it throws', async () => {
    const done: string[] = [];
    const work = runPool(['bad', 'slow'], 2, async (item) => {
      if (item === 'bad') throw new Error('bad');
      for (let waited = 0; waited < 5; waited += 1) await turn();
      done.push(item);
    });
    await assert.rejects(work, /bad/);
    assert.deepEqual(done, ['slow']);
  });
});
