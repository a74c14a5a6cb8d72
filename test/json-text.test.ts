import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseJson } from '../src/json-text.js';

describe('JSON text', () => {
  it('is parsed as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 2);
        assert.deepEqual(parseJson(text), { value: JSON.parse(text) });
      }),
    );
  });

  const places: [string, number, number][] = [
    ['{\n  "a": 1,\n}', 3, 1],
    ['{"a" 1}', 1, 6],
    ['[1 2]', 1, 4],
    ['{\r\n"a": nul\r\n}', 2, 6],
    ['{"a":1', 1, 7],
    ['', 1, 1],
    ['{} x', 1, 4],
    ["{'a':1}", 1, 2],
    ['{"a":"b\nc"}', 1, 6],
    ['[1,]', 1, 4],
    ['{"a":1]', 1, 7],
    ['[01]', 1, 2],
    ['{"a":1 // why\n}', 1, 8],
    ['"never closed', 1, 1],
  ];
  for (const [text, line, column] of places) {
    it(`is faulty at line ${line}, column ${column} in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseJson(text), { fault: { line, column } });
    });
  }

  it('has a place for every fault that JSON.parse finds', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '1',
      'true',
      ' ',
      '\n',
      '"',
      '\\',
      'x',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const parsed = parseJson(parts.join(''));
        assert.ok('value' in parsed || (parsed.fault.line >= 1 && parsed.fault.column >= 1));
      }),
      { numRuns: 2000 },
    );
  });
});
