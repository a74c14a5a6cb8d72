import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { canonicalNumber } from '../../src/domain/phone-number.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';

const parse = (text: string, defaultCountry?: string) =>
  parseMappingCsv(Buffer.from(text), defaultCountry === undefined ? {} : { defaultCountry });
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
    'Mobilnummer,E-Mail-Adresse',
    'Numéro de téléphone,Courriel',
    'Teléfono móvil,Correo electrónico',
    'Celular,E-mail',
  ]) {
    it(`knows its columns under the header ${header}`, () => {
      const { rows, faults } = parse(`${header}\n${ANN.join()}`);
      const row = { line: 2, number: ANN[0], address: ANN[1], validFrom: null, validTo: null };
      assert.deepEqual([rows, faults], [[{ ...row, shown: '999999999999' }], []]);
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

  it('that cannot be read is refused whole, with the reason and what to do', () => {
    for (const [bytes, reason, remedy] of [
      [Buffer.from('447700900123,j\u00f6rg@contoso.com', 'latin1'), 'not UTF-8 or UTF-16', /“CSV UTF-8”/],
      [Buffer.from(ANN.join(), 'utf16le'), 'not UTF-8 or UTF-16', /“CSV UTF-8”/],
      [Buffer.from('504b030414000600', 'hex'), 'a workbook, not CSV', /Save the sheet/],
      [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a workbook, not CSV', /Save the sheet/],
      [Buffer.alloc(20_000_001, 0x20), 'over 20 MB', /Leave out/],
      [Buffer.from('1,a\n'.repeat(200_002)), 'over 200,000 rows', /Leave out/],
    ] as const) {
      const { rows, faults } = parseMappingCsv(bytes);
      assert.deepEqual([rows, faults.map((fault) => [fault.column, fault.reason])], [[], [['file', reason]]]);
      assert.match(faults[0]?.remedy ?? '', remedy);
    }
  });

  it('may end in ever so many empty rows, as spreadsheets leave them', () => {
    assert.deepEqual(rowsOf(`Mobile,Email,Note\r\n${ANN.join()},\r\n${',,\r\n'.repeat(300_000)}`), [ANN]);
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

  it('takes numbers as spreadsheets write them', () => {
    for (const number of [
      '447700900123.0',
      '"447700900123,00"',
      "'+447700900123",
      '="447700900123"',
      '"=""447700900123"""',
      '="+44 7700 900123"',
      '"+44 7700\n900123"',
    ])
      assert.deepEqual(rowsOf(`${number},="ann@contoso.com",,\t`), [ANN], number);
    assert.deepEqual(rowsOf('447700900123,00;ann@contoso.com;'), [ANN]);
    assert.deepEqual(rowsOf('+33.6.12.34.56.00,ann@contoso.com'), [['33612345600', ANN[1]]]);
  });

  it('may name its delimiter in a line before all others, as Excel does', () => {
    for (const [line, delimiter] of [
      ['sep=;', ';'],
      ['"sep=,"', ','],
      ['SEP=\t', '\t'],
    ] as const) {
      const rows = [['Mobile', 'Email'], ANN, ['x', ANN[1]]].map((cells) => cells.join(delimiter));
      const text = [line, ...rows].join('\r\n');
      assert.deepEqual([rowsOf(text), reasonsOf(text)], [[ANN], ['4 number: not a number']], line);
    }
  });

  it('may have more than one byte order mark, where files were put together', () => {
    assert.deepEqual(rowsOf(`\uFEFF\uFEFF"Mobile","Email"\n\uFEFF${ANN.join()}`), [ANN]);
  });

  it('may hold the national numbers of one country, where they are no other country’s', () => {
    const text = ['07700 900123', '447700900456', '+33 6 12 34 56 78'].map((number) => `${number},a@b.com`);
    assert.deepEqual(
      parse(text.join('\n'), 'GB').rows.map(({ number }) => number),
      ['447700900123', '447700900456', '33612345678'],
    );
    const { rows, faults } = parse('659 823 4567,a@b.com', 'US');
    assert.deepEqual([rows, faults.map(({ reason }) => reason)], [[], ['a number of two countries']]);
  });

  it('says what is not clear of a number: whose country it is of, or whether it holds the country code', () => {
    const reasons = [
      ['US', '659 823 4567'],
      ['IN', '9169834022592'],
      ['DE', '4917012345678'],
    ].map(([country, number]) => parse(`${number},a@b.com`, country).faults.map(({ reason }) => reason));
    assert.deepEqual(reasons, [['a number of two countries'], ['with or without country code'], []]);
  });

  it('has no numbers with a fraction, which would be another number with it', () => {
    for (const number of ['447700900939.5', '447700900939.50', '+447700900939.125', '"447700900939,5"'])
      assert.deepEqual(reasonsOf(`${number},a@b.com`), ['1 number: not a number'], number);
    assert.deepEqual(rowsOf('447700.900123,ann@contoso.com'), [ANN]);
  });

  it('may limit rows in time: a date is a whole day in UTC, validTo includes its own', () => {
    const text = [
      'Mobile,Email,validFrom,valid to',
      '447700900123,ann@contoso.com,,2026-01-31',
      '447700900123,bob@contoso.com,2026-02-01,2026-06-30T22:00:00+02:00',
      '447700900123,cy@contoso.com,2026-06-30T20:00:00Z,',
    ].join('\n');
    const { rows, faults } = parse(text);
    assert.deepEqual(faults, []);
    assert.deepEqual(
      rows.map(({ validFrom, validTo }) => [validFrom, validTo]),
      [
        [null, '2026-02-01T00:00:00.000Z'],
        ['2026-02-01T00:00:00.000Z', '2026-06-30T20:00:00.000Z'],
        ['2026-06-30T20:00:00.000Z', null],
      ],
    );
  });

  it('has dates of ISO 8601 only, for others mean another day in another country', () => {
    const dates = [
      '01/02/2026',
      '1.2.2026',
      '2026-2-1',
      '46054',
      '2026-02-30',
      '2026-02-01 10:00',
      '20260201',
    ];
    const rows = dates.map((date) => `447700900123,ann@contoso.com,${date},${date}`);
    assert.deepEqual(
      reasonsOf(`Mobile,Email,Valid from,Valid until\n${rows.join('\n')}`),
      dates.flatMap((_, index) => [`${index + 2} validFrom: not a date`, `${index + 2} validTo: not a date`]),
    );
    assert.deepEqual(
      reasonsOf('Mobile,Email,validFrom,validTo\n447700900123,a@b.com,2026-02-02,2026-02-01'),
      ['2 validTo: ends before it begins'],
    );
  });

  it('may not name two mailboxes for a number at the same time', () => {
    const text = [
      'Mobile,Email,validFrom,validTo',
      '447700900123,ann@contoso.com,,2026-01-31',
      '+44 7700 900123,bob@contoso.com,2026-01-31,2026-02-28',
      '447700900123,cy@contoso.com,2026-03-01,',
      '447700900456,ann@contoso.com,,2026-01-31',
      '447700900456,ANN@contoso.com,2026-01-01,2026-02-28',
    ].join('\n');
    assert.deepEqual(reasonsOf(text), [
      '2 number: two mailboxes for a number',
      '3 number: two mailboxes for a number',
    ]);
    const { rows, faults } = parse(text);
    assert.deepEqual(
      [rows.length, faults.map(({ shown }) => shown)],
      [3, ['999999999999', '+99 9999 999999']],
    );
  });

  it('has remarks on numbers that no operator gives out, and uses them all the same', () => {
    const { rows, faults, remarks } = parse('447400123456,a@b.com\n+44 7700 900123,c@d.com');
    assert.deepEqual([rows.length, faults], [2, []]);
    assert.deepEqual(
      remarks.map(({ line, column, reason, shown }) => [line, column, reason, shown]),
      [[2, 'number', 'no operator gives this number out', '+99 9999 999999']],
    );
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
      '4,47701E+11;x@contoso.com',
      '4.47700900123E+11;x@contoso.com',
      '98765432101234@lid;x@contoso.com',
      '447700900125;',
      '447700900125;ann',
      '447700900125;ann@contoso',
      '447700900125;a@b.com@c.com',
      'x;y',
      '447700900456;bob@contoso.com',
    ].join('\r\n');
    assert.deepEqual(reasonsOf(text), [
      '4 number: national number without country',
      '5 number: national number without country',
      '6 number: rounded by a spreadsheet',
      '7 number: not a number',
      '8 number: not a number',
      '9 number: rounded by a spreadsheet',
      '10 number: rounded by a spreadsheet',
      '11 number: not a number',
      '12 address: not an address',
      '13 address: not an address',
      '14 address: not an address',
      '15 address: not an address',
      '16 number: not a number',
      '16 address: not an address',
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
    assert.deepEqual([rowsOf(text), reasonsOf(text)], [[ANN], []]);
  });

  it('without a header may not have more than the two columns', () => {
    assert.deepEqual(reasonsOf('447700900123,ann@contoso.com,,\n447700900456,bob@contoso.com,x'), [
      '2 row: too many cells',
    ]);
  });

  it('counts the lines of a quoted cell', () => {
    assert.deepEqual(reasonsOf('Mobile,Email,Note\r\n447700900123,ann@contoso.com,"a\r\nb"\r\nx,y,z'), [
      '4 number: not a number',
      '4 address: not an address',
    ]);
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
    const address = fc.emailAddress().filter((text) => !/^'|"/.test(text));
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
