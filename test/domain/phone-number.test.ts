import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { PhoneNumber } from 'libphonenumber-js/core';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json' with { type: 'json' };
import {
  canonicalNumber,
  holdsNumber,
  isCountry,
  isGivenOut,
  isOf,
  numbersWrittenIn,
} from '../../src/domain/phone-number.js';
import { hostileText } from '../support/hostile-text.js';

const e164 = fc.stringMatching(/^[1-9]\d{6,14}$/);
/** A mobile number of every country, by Google's metadata. */
const MOBILES = getCountries().flatMap((country) => {
  const [code, national] = [getCountryCallingCode(country), examples[country]];
  return national === undefined ? [] : [{ country, code, national, number: `${code}${national}` }];
});

describe('the canonical form of a number', () => {
  for (const text of [
    '+447700900123',
    '447700900123',
    '00447700900123',
    '+00447700900123',
    '+44 (0)7700 900123',
    '+44 07700 900123',
    '4407700900123',
    '+44 7700-900.123',
    ' +44/7700/900123 ',
    '(+44) 7700 900123',
    '+44\u00a07700\u2011900\u2013123',
    '\u202a+44\u202f7700\u200b900123\u202c',
    '\uff0b\uff14\uff14\u3000\uff17\uff17\uff10\uff10\uff19\uff10\uff10\uff11\uff12\uff13',
    '+\u0664\u0664\u0667\u0667\u0660\u0660\u0669\u0660\u0660\u0661\u0662\u0663',
    '+\u06f4\u06f4\u06f7\u06f7\u06f0\u06f0\u06f9\u06f0\u06f0\u06f1\u06f2\u06f3',
    'tel:+44-7700-900123',
    'whatsapp:+447700900123',
    '447700900123@s.whatsapp.net',
    '447700900123@C.US',
    '447700900123@hosted',
    '447700900123:12@s.whatsapp.net',
    '447700900123.0:12@s.whatsapp.net',
    '447700900123_1:12@s.whatsapp.net',
  ]) {
    it(`is the same written ${JSON.stringify(text)}`, () =>
      assert.equal(canonicalNumber(text), '447700900123'));
  }

  for (const text of [
    '123456',
    '1234567890123456',
    '98765432101234@lid',
    '98765432101234:5@hosted.lid',
    'US.13491208655302741918',
    'US.ENT.11815799212886844830',
    '07700900123',
    '(0)7700 900123',
    'GB.123',
    '+44 call me',
    '+44 7700 900123 ext. 5',
    '447700900123 447700900456',
    '447700900123@contoso.com',
    '',
    undefined,
  ]) {
    it(`is none for "${text}"`, () => assert.equal(canonicalNumber(text), undefined));
  }

  for (const [what, texts, number] of [
    ['keeps the zero of Italian numbers', ['+39 06 1234 5678', '+39 (0)6 1234 5678'], '390612345678'],
    ['drops a bracketed zero where the country has none', ['+34 (0)612 345 678'], '34612345678'],
    ['drops the 1 of Mexican mobile numbers', ['+52 1 55 1234 5678', '+52 55 1234 5678'], '525512345678'],
    ['adds the 9 of Brazilian mobile numbers', ['+55 11 8765-4321', '+55 11 98765 4321'], '5511987654321'],
    ['adds the 9 behind a trunk zero', ['+55 (0)31 9688-3193', '553196883193@c.us'], '5531996883193'],
    ['adds the 9 to what libphonenumber holds for trunked radio', ['+55 31 7123 4567'], '5531971234567'],
    ['leaves Brazilian landlines as they are', ['+55 11 2345-6789'], '551123456789'],
    ['drops the 15 of Argentinian mobile numbers', ['+54 11 15 2345 6789'], '5491123456789'],
    [
      'is of a number that no operator gives out, too',
      ['+1 555 555 0123', '1 (555) 555-0123'],
      '15555550123',
    ],
    ['is of a number of no country, too', ['+999 123 456 78', '0099912345678'], '99912345678'],
  ] as const) {
    it(what, () => {
      assert.deepEqual(new Set(texts.map(canonicalNumber)), new Set([number]));
    });
  }

  it('is one for every spelling of a mobile number of every country, and another for every number', () => {
    for (const { number, code, national } of MOBILES) {
      const spellings = [
        number,
        `+${code} ${national}`,
        `00${number}`,
        `+${code}-(${national.slice(0, 2)}) ${national.slice(2)}`,
      ];
      assert.deepEqual(new Set(spellings.map(canonicalNumber)), new Set([number]));
    }
    const all = new Set(MOBILES.map(({ number }) => number));
    assert.equal(new Set(MOBILES.map(({ number }) => canonicalNumber(number))).size, all.size);
  });

  it('of a number that operators give out is that number, but for the Brazilian 7', () => {
    const near = fc
      .tuple(fc.constantFrom(...MOBILES), fc.array(fc.tuple(fc.nat(14), fc.nat(9)), { maxLength: 6 }))
      .map(([{ code, national }, changes]) => {
        const digits = national.split('');
        for (const [place, digit] of changes) if (place < digits.length) digits[place] = String(digit);
        return { code, national: digits.join('') };
      });
    fc.assert(
      fc.property(near, ({ code, national }) => {
        fc.pre(
          new PhoneNumber(`+${code}${national}`, metadata).isValid() &&
            !(code === '55' && /^..7.{7}$/.test(national)),
        );
        assert.equal(canonicalNumber(`+${code}${national}`), `${code}${national}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read from however it is spelt, and from itself again', () => {
    fc.assert(
      fc.property(e164, fc.constantFrom('', '+', '00', 'tel:+', '\u200e+'), (digits, prefix) => {
        const number = canonicalNumber(prefix + digits);
        assert.equal(number, canonicalNumber(`${digits}@s.whatsapp.net`));
        assert.equal(number, canonicalNumber(digits.split('').join(' ')));
        assert.equal(number, canonicalNumber(number));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is made of digits only, whatever strangers write', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const number = canonicalNumber(text);
        assert.equal(number !== undefined, holdsNumber(text));
        assert.match(number ?? '1000000', /^[1-9]\d{6,14}$/);
      }),
    );
  });
});

describe('a number written in a country', () => {
  for (const [country, text, number] of [
    ['GB', '07700 900123', '447700900123'],
    ['GB', '7700 900123', '447700900123'],
    ['GB', '+44 7700 900123', '447700900123'],
    ['GB', '447700900123', '447700900123'],
    ['GB', '0033 6 12 34 56 78', '33612345678'],
    ['US', '(212) 555-0123', '12125550123'],
    ['US', '1 212 555 0123', '12125550123'],
    ['US', '011 44 7700 900123', '447700900123'],
    ['US', '447700900123', '447700900123'],
    ['AU', '0011 44 7700 900123', '447700900123'],
    ['IT', '06 1234 5678', '390612345678'],
    ['BR', '11 8765-4321', '5511987654321'],
    ['DE', '4917012345678', '4917012345678'],
    ['DE', '49 1511 2345678', '4915112345678'],
    ['DE', '0491 512345', '49491512345'],
    ['ID', '62812 3456 789', '628123456789'],
    ['XK', '38343224306', '38343224306'],
    ['GB', '447700900123:3@s.whatsapp.net', '447700900123'],
    ['GB', '98765432101234@lid', undefined],
    ['GB', '0770', undefined],
    ['GB', 'call me', undefined],
  ] as const) {
    it(`is in ${country} "${text}": ${number}`, () =>
      assert.deepEqual(numbersWrittenIn(country, text), number === undefined ? [] : [number]));
  }

  it('is two numbers where it is as well another country’s', () => {
    // Alabama's area code 659 reads as Singapore's country code and a mobile number of eight digits.
    assert.deepEqual(numbersWrittenIn('US', '659 823 4567'), ['16598234567', '6598234567']);
    assert.deepEqual(numbersWrittenIn('US', '+65 9823 4567'), ['6598234567']);
    assert.deepEqual(numbersWrittenIn('US', '1 659 823 4567'), ['16598234567']);
  });

  it('is two numbers where it may be a landline with its country code or without', () => {
    assert.deepEqual(numbersWrittenIn('IN', '9169834022592'), ['919169834022592', '9169834022592']);
    assert.deepEqual(
      [isOf('IN', '9169834022592'), isOf('US', '6598234567'), isOf('XX', '1')],
      [true, false, false],
    );
  });

  it('is never two where it is a mobile number of that country with the country code', () => {
    for (const { country, number } of MOBILES)
      assert.deepEqual(numbersWrittenIn(country, number), [canonicalNumber(number)], country);
    const near = fc
      .tuple(fc.constantFrom(...MOBILES), fc.stringMatching(/^\d{15}$/))
      .map(([{ country, code, national }, digits]) => ({
        country,
        number: `${code}${national.slice(0, 3)}${digits.slice(0, national.length - 3)}`,
      }));
    fc.assert(
      fc.property(near, ({ country, number }) => {
        fc.pre(new PhoneNumber(`+${number}`, metadata).getType() === 'MOBILE');
        assert.deepEqual(numbersWrittenIn(country, number), [canonicalNumber(number)], country);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same as without where the country is none', () => {
    assert.deepEqual(numbersWrittenIn('XX', '447700900123'), ['447700900123']);
    assert.deepEqual(['GB', 'XX', 'gb', ''].map(isCountry), [true, false, false, false]);
  });
});

describe('a number that is given out', () => {
  it('is told from one that only looks like it', () => {
    assert.deepEqual(['447400123456', '447700900123', '99912345678'].map(isGivenOut), [true, false, false]);
  });
});
