import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readLines } from '../../src/mapping/csv-lines.js';
import { decodeCsv } from '../../src/mapping/csv-text.js';
import { assertWithin } from '../support/effort.js';

const row = (index: number) => `+44 7700 ${900_000 + index},user${index}@contoso.com`;
const ROWS = Array.from({ length: 1_000 }, (_, index) => row(index));

function read(text: string): { lines: number[]; cells: string[][]; broken: number[] } {
  const csv = decodeCsv(Buffer.from(text));
  const found = 'reason' in csv ? undefined : readLines(csv);
  assert.ok(found);
  return {
    lines: found.lines.map(({ line }) => line),
    cells: found.lines.map(({ cells }) => cells),
    broken: found.faults.map(({ line }) => line),
  };
}

describe('the rows of a CSV', () => {
  for (const [name, replaced] of [
    ['before a number', { 4: `"${row(4)}` }],
    ['before an address', { 4: '+44 7700 900004,"user4@contoso.com' }],
    ['within a cell', { 4: 'ab"c,d' }],
    ['behind a cell', { 4: `${row(4)}"` }],
    ['in the last row', { 999: `"${row(999)}` }],
    ['before a cell that is quoted further down', { 4: `"${row(4)}`, 10: '"+44 7700 900010",x@contoso.com' }],
    ['in a row with other quotes', { 4: '"+44 7700 900004" x",user4@contoso.com' }],
    ['twice in a row', { 4: 'x"y,"z' }],
  ] as [string, Record<number, string>][]) {
    it(`lose only one to a stray quote ${name}, and it is named by the line where it begins`, () => {
      const lines = ROWS.map((each, index) => replaced[index] ?? each);
      const stray = Number(Object.keys(replaced)[0]);
      const { cells, broken } = read(lines.join('\n'));
      assert.deepEqual(broken, [stray + 1]);
      assert.equal(cells.length, 999);
    });
  }

  it('are not swallowed between two stray quotes that happen to match', () => {
    const lines = [`${row(0)},"on leave`, row(1), row(2), `${row(3)},back"`, row(4)];
    const { lines: found, broken } = read(lines.join('\n'));
    assert.deepEqual(
      [found, broken],
      [
        [2, 3, 5],
        [1, 4],
      ],
    );
  });

  it('may span lines, and are counted from the first of them', () => {
    const text = `Note,Mobile,Email\n"a\n\n""b"" x@y.com, c",${row(0)}\n\n"${row(1)}\n`;
    assert.deepEqual(read(text), {
      lines: [1, 2],
      cells: [
        ['Note', 'Mobile', 'Email'],
        ['a\n\n"b" x@y.com, c', ...row(0).split(',')],
      ],
      broken: [6],
    });
  });

  it('are no longer than anything that is meant can be', () => {
    const long = 'x'.repeat(10_001);
    assert.deepEqual(read(`${long},a\n${row(1)}\n"a\n${long}"\n${row(2)}`), {
      lines: [2, 5],
      cells: [row(1).split(','), row(2).split(',')],
      broken: [1, 3, 4],
    });
  });

  it('come out as they went in, whatever rows with stray quotes stand between them', () => {
    const stray = fc.constantFrom('"', 'a"b,c', '"a"b', ',"', 'x"y,"z', '"""');
    fc.assert(
      fc.property(fc.array(fc.option(stray), { maxLength: 30 }), (strays) => {
        const lines = strays.map((each, index) => each ?? row(index));
        const { cells } = read(lines.join('\n'));
        for (const [index, each] of strays.entries())
          if (each === null) assert.ok(cells.some(([number]) => row(index).startsWith(`${number},`)));
      }),
      { numRuns: 500 },
    );
  });

  it('are read in no time where every one of them is broken', async () => {
    for (const line of ['"a', '"a"b', 'x"y,"z']) {
      const readAll = () => assert.equal(read(`${line}\n`.repeat(3_000)).broken.length, 3_000);
      await assertWithin(20, readAll, line);
    }
  });
});
