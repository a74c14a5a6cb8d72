import assert from 'node:assert/strict';
import { parseMappingCsv, parsingMappingCsv } from '../../src/mapping/mapping-csv.js';
import { inTurns } from '../../src/mapping/turns.js';

const ROWS = 3_000;
const FILE = Buffer.from(
  Array.from(
    { length: ROWS },
    (_, index) => `+4479111${String(index).padStart(5, '0')},a${index}@contoso.example`,
  ).join('\n'),
);

describe('a large mapping file', () => {
  it('is read in turns, between which others have theirs, and means the same', async () => {
    let others = 0;
    const isOver = inTurns(parsingMappingCsv(FILE, {}));
    const count = (): void => {
      others += 1;
      if (others < ROWS) setImmediate(count);
    };
    count();
    const read = await isOver;
    assert.ok(others >= 10, `${others} turns of others`);
    assert.deepEqual(read, parseMappingCsv(FILE));
  });
});
