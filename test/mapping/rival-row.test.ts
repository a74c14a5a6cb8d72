import assert from 'node:assert/strict';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';

const otherLines = (...lines: string[]) =>
  parseMappingCsv(Buffer.from(['Phone,Email,validFrom,validTo', ...lines].join('\n'))).faults.map(
    ({ line, otherLine }) => [line, otherLine],
  );

describe('a row that contradicts another one', () => {
  it('names the line of the other, also where the number has more rows', () => {
    assert.deepEqual(
      otherLines(
        '+447911123456,a@contoso.example,2026-01-01,2026-01-31',
        '+447911123456,b@contoso.example,2026-03-01,2026-03-31',
        '+447911123456,a@contoso.example,2026-03-15,',
        '+447911123457,a@contoso.example,,',
      ),
      [
        [3, 4],
        [4, 3],
      ],
    );
  });

  it('names none where the number has too many rows to look through', () => {
    const rows = Array.from({ length: 11 }, (_, i) => `+447911123456,a${i}@contoso.example,,`);
    assert.deepEqual(new Set(otherLines(...rows).map(([, other]) => other)), new Set([undefined]));
  });
});
