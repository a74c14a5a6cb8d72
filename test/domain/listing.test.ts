import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isLookDue, pageToCompare } from '../../src/domain/listing.js';

describe('a listing without end', () => {
  it('is seen to go in a circle within twice its pages, and one that goes on is not', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (before, circle) => {
        const nextOf = (page: number) => (page < before ? page : before + ((page - before) % circle));
        const seen = Array.from({ length: 2_000 }, (_, page) => page).find((page) => {
          const earlier = pageToCompare(page);
          return earlier !== undefined && nextOf(earlier) === nextOf(page);
        });
        assert.ok(seen !== undefined && seen >= before, `${seen}`);
        assert.ok(seen <= 2 * (before + 2 * circle) + 1, `${seen}`);
      }),
    );
  });

  it('never compares a page with itself or a later one', () => {
    fc.assert(fc.property(fc.nat(1_000_000), (page) => assert.ok((pageToCompare(page) ?? -1) < page)));
  });

  it('is looked at after each doubling of its pages, and not in the first 2,000', () => {
    const due = Array.from({ length: 20_000 }, (_, page) => page).filter(isLookDue);
    assert.deepEqual(due, [2047, 4095, 8191, 16383]);
  });
});
