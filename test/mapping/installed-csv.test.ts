import assert from 'node:assert/strict';
import { rereadingCsv } from '../../src/mapping/installed-csv.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';
import { atOnce } from '../../src/mapping/turns.js';
import { aRow } from './fixture.js';

const ANN = aRow('447700900123', 'ann@contoso.example');
const CSV = Buffer.from(
  ['Phone,Email', '07911 123456,ann@contoso.example', 'x,bob@contoso.example'].join('\n'),
);

describe('the installed file under other rules', () => {
  it('means what it meant, whatever is wrong with it, where its country stays', () => {
    const installed = { rows: [ANN], rules: { automatic: true } };
    const { rows, faults } = atOnce(rereadingCsv(CSV, installed, { automatic: false }));
    assert.deepEqual([rows, faults], [[ANN], []]);
  });

  it('has the faults that another country brings, and none that were accepted', () => {
    const british = { automatic: true, defaultCountry: 'GB' };
    const installed = { rows: parseMappingCsv(CSV, british).rows, rules: british };
    assert.equal(installed.rows.length, 1);
    const { rows, faults } = atOnce(rereadingCsv(CSV, installed, { automatic: true }));
    assert.deepEqual([rows, faults.map(({ line }) => line)], [[], [2]]);
  });

  it('has the rows that a country makes usable', () => {
    const installed = { rows: [], rules: { automatic: true } };
    const { rows, faults } = atOnce(rereadingCsv(CSV, installed, { automatic: true, defaultCountry: 'GB' }));
    assert.deepEqual([rows.map(({ number }) => number), faults], [['447911123456'], []]);
  });
});
