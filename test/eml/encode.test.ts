import assert from 'node:assert/strict';
import { foldedValue } from '../../src/eml/encode.js';

const lines = (name: string, value: string) => `${name}: ${foldedValue(name, value)}`.split('\r\n');

describe('a header of any length', () => {
  it('breaks between words, and reads as it was when the breaks are taken out', () => {
    const value = 'word '.repeat(60).trim();
    const folded = lines('X-TELEMESSAGE-A', value);
    assert.ok(folded.every((line) => line.length <= 76));
    assert.equal(folded.join(''), `X-TELEMESSAGE-A: ${value}`);
  });

  it('keeps an opaque token whole', () => {
    const token = 'a1b2c3d4'.repeat(100);
    assert.deepEqual(lines('X-TELEMESSAGE-A', token), [`X-TELEMESSAGE-A: ${token}`]);
    assert.match(foldedValue('X-TELEMESSAGE-A', 'x'.repeat(901)), /^=\?utf-8\?B\?/);
  });

  it('encodes what is not ASCII or could be taken for encoded, on lines of at most 76 characters', () => {
    for (const name of ['X-TELEMESSAGE-A', `X-TELEMESSAGE-${'N'.repeat(60)}`]) {
      for (const value of ['Grüße '.repeat(50), '=?utf-8?B?PGI+?=']) {
        const encoded = lines(name, value).filter((line) => line.includes('=?'));
        assert.ok(encoded.length > 0 && encoded.every((line) => line.length <= 76));
      }
    }
  });
});
