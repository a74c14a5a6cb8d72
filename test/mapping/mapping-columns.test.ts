import assert from 'node:assert/strict';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';

const ROW = '447400123456,ann@contoso.com';
const parse = (text: string) => parseMappingCsv(Buffer.from(text));
const findingsOf = (text: string) => {
  const { rows, faults, remarks } = parse(text);
  const inShort = ({ line, reason, shown }: (typeof faults | typeof remarks)[number]) =>
    `${line} ${reason}: ${shown}`;
  return { rows: rows.length, faults: faults.map(inShort), remarks: remarks.map(inShort) };
};

describe('the columns of a mapping CSV', () => {
  for (const [from, to] of [
    ['validFrom', 'validTo'],
    ['Valid since', 'Valid until'],
    ['Start date', 'End date'],
    ['From', 'To'],
    ['gültig ab', 'gültig bis'],
    ['Gu\u0308ltig von', 'gueltig_bis'],
    ['Startdatum', 'Enddatum'],
    ['Válido desde', 'Válido hasta'],
    ['Fecha de inicio', 'Fecha de fin'],
    ['Valable à partir du', 'Valable jusqu’au'],
    ['Date de début', 'Date de fin'],
    ['Válido a partir de', 'Válido até'],
    ['Data de início', 'Data de fim'],
    ['Valido dal', 'Valido fino al'],
    ['Data inizio', 'Data fine'],
    ['Geldig vanaf', 'Geldig tot en met'],
    ['Begindatum', 'Einddatum'],
  ]) {
    it(`limit rows in time under “${from}” and “${to}”`, () => {
      const { rows, faults } = parse(
        `Mobile;Email;${from};${to}\n447700900123;a@b.com;2026-01-01;2026-01-31`,
      );
      assert.deepEqual(faults, []);
      assert.deepEqual(
        rows.map(({ validFrom, validTo }) => [validFrom, validTo]),
        [['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']],
      );
    });
  }

  for (const heading of [
    'Valid frm',
    'Gültigkeit',
    'Vigencia',
    'Expires',
    'Phone valid',
    'Begin of validity (UTC)',
  ]) {
    it(`are not left out where “${heading}” may limit rows in time`, () => {
      const { rows, faults } = parse(`Mobile,Email,${heading}\n${ROW},`);
      assert.deepEqual([rows, faults.length], [[], 1]);
    });
  }

  for (const date of [
    '2026-01-31',
    '2026-01-31T10:00:00Z',
    '31.01.2026',
    '31.1.26 10:00',
    '1/31/2026',
    '31-Jan-2026',
    '31. Januar 2026',
    'Jan 31, 2026',
  ]) {
    it(`are not left out where they hold dates such as ${date}`, () => {
      const quoted = `"${date}"`;
      assert.deepEqual(findingsOf(`Mobile,Email,Joined\n${ROW},\n447700900456,b@contoso.com,${quoted}`), {
        rows: 0,
        faults: ['1 column of dates not known: Joined'],
        remarks: [],
      });
      assert.equal(parse(`Mobile,Email\n${ROW},${quoted}`).faults[0]?.column, 'file');
    });
  }

  it('that are not used are named, and the rows hold', () => {
    const text = `Email,Department\u001b[2J,Mobile,,x@y.com\nann@contoso.com,Sales,447400123456,,Extension 5`;
    assert.deepEqual(findingsOf(text), {
      rows: 1,
      faults: [],
      remarks: ['1 column not used: Department?[2J', '1 column not used: a@a.aaa'],
    });
  });

  it('that our own lists have beside them say nothing about time', () => {
    const header = 'Mobile Number,Microsoft 365 email,Who,Name,First seen,Last seen,Items,Waiting,Why';
    const text = `${header}\n${ROW},,Ann,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,3,2,outside`;
    assert.deepEqual(findingsOf(text), { rows: 1, faults: [], remarks: [] });
  });
});
