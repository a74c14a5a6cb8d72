import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { MailboxMapping } from '../../src/mapping/mailbox-mapping.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';

const HEADER = 'Mobile,Email,validFrom,validTo';
const AT = ['2025-06-01T12:00:00.000Z', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'];
const date = fc.constantFrom('', '2025-12-31', '2026-01-01', '2026-06-30');
const number = fc.constantFrom(
  '447700900123',
  '447700900456',
  '525512345678',
  '5511987654321',
  '390612345678',
);
const address = fc.constantFrom('ann@contoso.com', 'bob@contoso.com', 'cy@contoso.com');
const row = fc.tuple(number, address, date, date);

/** Ways to write a number that leave it the number it is. */
const spelling = fc.constantFrom<((digits: string) => string)[]>(
  (digits) => digits,
  (digits) => `+${digits}`,
  (digits) => `00${digits}`,
  (digits) => `+${digits.slice(0, 2)} ${digits.slice(2, 6)}-${digits.slice(6)}`,
  (digits) => `${digits}@s.whatsapp.net`,
  (digits) => `'+${digits}`,
  (digits) => `${digits}.0`,
  (digits) => digits.replace(/^52/, '521'),
  (digits) => digits.replace(/^55119/, '5511'),
);

/** Who gets the messages of each number at each time, whatever the CSV looks like. */
function outcome(lines: readonly string[], people: readonly string[]): string[][] {
  const { rows } = parseMappingCsv(Buffer.from([HEADER, ...lines].join('\n')));
  const mapping = new MailboxMapping(rows, { automatic: true });
  return people.flatMap((phoneNumber) => AT.map((at) => mapping.candidates({ phoneNumber }, at)));
}

const PEOPLE = ['+44 7700 900123', '447700900456', '5215512345678', '551187654321', '+39 (0)6 1234 5678'];

describe('whose mailbox a number leads to', () => {
  it('does not depend on the order of the rows', () => {
    const orders = fc
      .array(row, { maxLength: 12 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    fc.assert(
      fc.property(orders, ([rows, shuffled]) => {
        assert.deepEqual(outcome(shuffled.map(String), PEOPLE), outcome(rows.map(String), PEOPLE));
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on how numbers are spelt', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(row, spelling), { maxLength: 12 }), (rows) => {
        const spelt = rows.map(([[digits, ...rest], spell]) => [spell(digits), ...rest].join());
        assert.deepEqual(
          outcome(spelt, PEOPLE),
          outcome(
            rows.map(([plain]) => plain.join()),
            PEOPLE,
          ),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on rows of other numbers, not even on bad ones', () => {
    const other = fc.constantFrom(
      '4915112345678,ann@contoso.com,,',
      '+44 7700 900124,bob@contoso.com,2026-01-01,',
      '07700 900123,cy@contoso.com,,',
      '447700900999,nobody,,',
      'x,y,1.1.2026,z',
      ',,,',
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), other, fc.nat(12), (rows, added, place) => {
        const lines = rows.map(String);
        assert.deepEqual(outcome(lines.toSpliced(place, 0, added), PEOPLE), outcome(lines, PEOPLE));
      }),
      { numRuns: 300 },
    );
  });

  it('is never decided by an exception, whatever stands in the cells', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      number,
      date,
      fc.constantFrom('"', '=1+1', "'", '\0', '(0)'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 }), (cells) => {
        const { rows, faults, remarks } = parseMappingCsv(Buffer.from(cells.map(String).join('\n')), {
          defaultCountry: 'GB',
        });
        assert.ok([...rows, ...faults, ...remarks].every(({ line }) => line >= 1));
      }),
      { numRuns: 500 },
    );
  });
});
