import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { elementTexts } from '../../../src/sources/telemessage/element-texts.js';

const space = fc.constantFrom('', ' ', '\n', '\r\n\t ');
const scalar = fc.oneof(
  fc.constantFrom('0', '-1.5e+300', '12345678901234567890', 'true', 'false', 'null', '[]', '{ }'),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\\\"', '"\\""', '"],}"', '"\\ud800"', '"\\\\\\""'),
);
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(fc.tuple(space, tie('value'), space)).map((parts) => `[${joined(parts)}]`),
    fc.array(fc.tuple(space, scalar, space, tie('value'))).map((members) => {
      const pairs = members.map(([before, key, after, each]) => `${before}${quoted(key)}${after}:${each}`);
      return `{${pairs.join(',')}}`;
    }),
  ),
}));

const joined = (parts: [string, string, string][]) => parts.map((part) => part.join('')).join(',');
const quoted = (text: string) => (text.startsWith('"') ? text : JSON.stringify(text));

describe('the texts of an array in JSON', () => {
  it('are its elements as they stand there, whatever stands around them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(space, value, space)), value, space, (parts, other, gap) => {
        const json = `${gap}{"other":${other},${gap}"items"${gap}:${gap}[${gap}${joined(parts)}]${gap},"n":1}${gap}`;
        assert.ok(JSON.parse(json));
        assert.deepEqual(
          elementTexts(json, 'items'),
          parts.map(([, text]) => text),
        );
      }),
    );
  });

  for (const [json, texts] of [
    ['{"items":[1],"items":[2,3]}', ['2', '3']],
    ['{"\\u0069tems":[1]}', ['1']],
    ['{"other":{"items":[1]}}', []],
    ['{"items":[1],"items":null}', []],
    ['{"items":null}', []],
    ['{}', []],
    ['[]', []],
    ['null', []],
  ] as const) {
    it(`of ${json} are ${JSON.stringify(texts)}, those that JSON.parse would take`, () => {
      assert.deepEqual(elementTexts(json, 'items'), texts);
    });
  }

  it('are found however deep an element goes', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    assert.deepEqual(elementTexts(`{"items":[${deep},{"a":${deep}}]}`, 'items'), [deep, `{"a":${deep}}`]);
  });
});
