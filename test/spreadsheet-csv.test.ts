import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { spreadsheetCsv } from '../src/spreadsheet-csv.js';
import { parseMappingCsv } from '../src/mapping/mapping-csv.js';

describe('a CSV for spreadsheets', () => {
  it('has no cell that a spreadsheet would take for a formula', () => {
    const formulas = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\uff1d1',
      '\uff0b1',
      '\uff0d1',
      '\uff201',
    ];
    const rows = parse(
      spreadsheetCsv(
        formulas.map((name) => ({ name })),
        ['name'],
      ),
    );
    assert.deepEqual(
      rows.slice(1).flat(),
      formulas.map((formula) => `'${formula}`),
    );
  });

  it('leaves every other cell as it is', () => {
    const cells = ['Ann "A", Example', '447700900123', 'a=b', ' =1', 'two\r\nlines', ''];
    const csv = spreadsheetCsv([Object.fromEntries(cells.entries())], ['0', '1', '2', '3', '4', '5']);
    assert.deepEqual(parse(csv)[1], cells);
  });

  it('is a mapping CSV where it holds numbers and addresses', () => {
    const csv = spreadsheetCsv([{ mobile: '+447700900123', email: 'ann@contoso.com' }], ['mobile', 'email']);
    assert.match(csv, /'\+447700900123/);
    assert.deepEqual(
      parseMappingCsv(Buffer.from(csv)).rows.map(({ number, address }) => [number, address]),
      [['447700900123', 'ann@contoso.com']],
    );
  });
});
