import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { canonicalNumber } from '../../src/domain/phone-number.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';

const parse = (text: string) => parseMappingCsv(Buffer.from(text));
const rowsOf = (text: string) => parse(text).rows.map(({ number, address }) => [number, address]);
const reasonsOf = (text: string) =>
  parse(text).faults.map(({ line, column, reason }) => `${line} ${column}: ${reason}`);

const ANN = ['447700900123', 'ann@contoso.com'];
const BOB = ['447700900456', 'bob@contoso.com'];

describe('a mapping CSV', () => {
  it('needs no header', () => {
    assert.deepEqual(rowsOf('+44 7700 900123,ann@contoso.com\n447700900456,bob@contoso.com'), [ANN, BOB]);
  });

  for (const header of [
    'Mobile Number,Email',
    'phone,Microsoft 365 email',
    'User.UserID,User Principal Name',
    'MOBILE_NUMBER,M365 address',
    "User's mobile number,User's Microsoft 365 email address",
  ]) {
    it(`knows its columns under the header ${header}`, () => {
      assert.deepEqual(parse(`${header}\n${ANN.join()}`), {
        rows: [{ line: 2, number: ANN[0], address: ANN[1], validFrom: null, validTo: null }],
        faults: [],
        remarks: [],
      });
    });
  }

  it('with a header may have the columns in any order and others between', () => {
    assert.deepEqual(rowsOf('Email,Name,Mobile\nann@contoso.com,Ann,00447700900123\n'), [ANN]);
  });

  it('is not guessed at where its header is not clear', () => {
    for (const header of ['Mobile,Name', 'Mobile,Phone,Email', 'Mobile,Email,Microsoft 365 email', 'Email']) {
      const { rows, faults } = parse(`${header}\n${ANN.join()}`);
      assert.deepEqual([rows.length, faults.map(({ reason }) => reason)], [0, ['columns not clear']], header);
    }
  });

  for (const [name, delimiter] of [
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['commas', ','],
  ]) {
    it(`may be separated by ${name}`, () => {
      const text = `Mobile${delimiter}"Email; or, ""so"""\r\n"+44 7700-900 123"${delimiter}"ann@contoso.com"\r\n`;
      assert.deepEqual(rowsOf(text), [ANN]);
    });
  }

  it('may be UTF-8 with a byte order mark or UTF-16 with one', () => {
    const text = `${ANN.join()}\r\n${BOB.join()}\r\n`;
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [Buffer.from(`\uFEFF${text}`), little, big]) {
      assert.deepEqual(
        parseMappingCsv(bytes).rows.map(({ number }) => number),
        [ANN[0], BOB[0]],
      );
    }
  });

  it('that is no text is refused whole', () => {
    const latin1 = Buffer.from('447700900123,j\u00f6rg@contoso.com', 'latin1');
    const utf16WithoutMark = Buffer.from(ANN.join(), 'utf16le');
    for (const bytes of [latin1, utf16WithoutMark, Buffer.alloc(20_000_001, 0x20)]) {
      const { rows, faults } = parseMappingCsv(bytes);
      assert.deepEqual([rows.length, faults.map(({ reason }) => reason)], [0, ['not a text file']]);
    }
  });

  it('takes numbers as people write them', () => {
    for (const number of [
      '+44 7700 900123',
      '447700900123',
      '00447700900123',
      '+44 (0)7700 900123',
      '+44 (0) 7700-900.123',
      '\u202A+44\u00a07700\u00a0900123\u202C',
    ]) {
      assert.deepEqual(rowsOf(`${number};ann@contoso.com`), [ANN], number);
    }
  });

  it('names every bad row with its line, and keeps the others', () => {
    const text = [
      'Mobile;Email',
      '+44 7700 900123;ann@contoso.com',
      '',
      '07700 900124;x@contoso.com',
      '(0)7700 900124;x@contoso.com',
      '4.47701E+11;x@contoso.com',
      'ann;x@contoso.com',
      ';x@contoso.com',
      '447700900125;',
      '447700900125;ann',
      '447700900125;ann@contoso',
      '447700900125;a@b.com@c.com',
      '447700900456;bob@contoso.com',
    ].join('\r\n');
    assert.deepEqual(reasonsOf(text), [
      '4 number: national number without country',
      '5 number: national number without country',
      '6 number: rounded by a spreadsheet',
      '7 number: not a number',
      '8 number: not a number',
      '9 address: not an address',
      '10 address: not an address',
      '11 address: not an address',
      '12 address: not an address',
    ]);
    assert.deepEqual(rowsOf(text), [ANN, BOB]);
  });

  it('with two mailboxes for a number uses neither of them', () => {
    const text = '447700900123,ann@contoso.com\n+447700900123,bob@contoso.com\n447700900456,bob@contoso.com';
    assert.deepEqual(reasonsOf(text), [
      '1 number: two mailboxes for a number',
      '2 number: two mailboxes for a number',
    ]);
    assert.deepEqual(rowsOf(text), [BOB]);
  });

  it('may say the same thing twice', () => {
    const text = '447700900123,ann@contoso.com\n+44 7700 900123,Ann@Contoso.com';
    assert.deepEqual(parse(text), {
      rows: [{ line: 1, number: ANN[0], address: ANN[1], validFrom: null, validTo: null }],
      faults: [],
      remarks: [],
    });
  });

  it('may not limit a row in time yet', () => {
    const text =
      'Mobile,Email,validFrom,valid to\n447700900123,ann@contoso.com,,\n447700900456,bob@contoso.com,,2026-01-01';
    assert.deepEqual(reasonsOf(text), ['3 validTo: does not work yet']);
    assert.deepEqual(rowsOf(text), [ANN]);
  });

  it('without a header may not have more than the two columns', () => {
    assert.deepEqual(reasonsOf('447700900123,ann@contoso.com,,\n447700900456,bob@contoso.com,x'), [
      '2 row: too many cells',
    ]);
  });

  it('counts the lines of a quoted cell', () => {
    assert.deepEqual(reasonsOf('Mobile,Email,Note\r\n447700900123,ann@contoso.com,"a\r\nb"\r\nx,y,z'), [
      '4 number: not a number',
    ]);
  });

  it('names a row that is no CSV', () => {
    assert.deepEqual(reasonsOf('447700900123,ann@contoso.com\nab"c,d\n447700900456,bob@contoso.com'), [
      '2 row: not a CSV row',
    ]);
    assert.deepEqual(reasonsOf('447700900123,ann@contoso.com\n"447700900456,bob@contoso.com\n'), [
      '2 row: not a CSV row',
    ]);
    assert.deepEqual(reasonsOf(`${'1'.repeat(10_001)},ann@contoso.com\n`), ['1 row: not a CSV row']);
  });

  it('shows the shape of a bad cell and nothing of what it says', () => {
    const text = '"+44 7700\u001b[2J 90O123",ann@contoso.com\n';
    assert.deepEqual(
      parse(text).faults.map(({ shown }) => shown),
      ['+99 9999?[9a 99a999'],
    );
  });

  it('is a list of rows and faults whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' })), (input) => {
        const bytes = typeof input === 'string' ? Buffer.from(input) : Buffer.from(input);
        const { rows } = parseMappingCsv(bytes);
        assert.ok(rows.every(({ number }) => /^[1-9]\d{6,14}$/.test(number)));
      }),
      { numRuns: 500 },
    );
  });

  it('of rows and nothing else comes out row by row, in any delimiter', () => {
    const number = fc
      .stringMatching(/^[1-9]\d{6,14}$/)
      .map(canonicalNumber)
      .filter((text) => text !== undefined);
    const address = fc.emailAddress().filter((text) => !/["]/.test(text));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(number, address), { minLength: 1, selector: ([first]) => first }),
        fc.constantFrom(',', ';', '\t'),
        (rows, delimiter) => {
          assert.deepEqual(rowsOf(rows.map((row) => row.join(delimiter)).join('\n')), rows);
        },
      ),
    );
  });
});
