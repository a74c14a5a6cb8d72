import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { contradictions } from '../../src/mapping/contradictions.js';
import type { MappingRow } from '../../src/domain/mapping.js';
import { assertWithin } from '../support/effort.js';

const DAYS = 12;
const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString();
const bound = fc.option(fc.nat(DAYS));

const row = fc
  .record({ address: fc.constantFrom('a@x.com', 'A@x.com', 'b@x.com', 'c@x.com'), from: bound, to: bound })
  .filter(({ from, to }) => from === null || to === null || from < to)
  .map(({ address, from, to }): MappingRow => ({
    line: 1,
    number: '447700900123',
    address,
    validFrom: from === null ? null : day(from),
    validTo: to === null ? null : day(to),
  }));

function meets(one: MappingRow, other: MappingRow): boolean {
  const isBefore = (a: MappingRow, b: MappingRow) =>
    a.validTo !== null && b.validFrom !== null && a.validTo <= b.validFrom;
  return !isBefore(one, other) && !isBefore(other, one);
}

describe('rows of a number', () => {
  it('contradict each other where they name two mailboxes for a time, and all of these are named', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const expected = rows.filter((one) =>
          rows.some(
            (other) => one.address.toLowerCase() !== other.address.toLowerCase() && meets(one, other),
          ),
        );
        assert.deepEqual(new Set(contradictions(rows)), new Set(expected));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are compared in no time, be they ever so many', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index): MappingRow => ({
      line: index,
      number: '447700900123',
      address: `${index}@x.com`,
      validFrom: null,
      validTo: null,
    }));
    await assertWithin(10, () => assert.equal(contradictions(rows).length, rows.length));
  });
});
