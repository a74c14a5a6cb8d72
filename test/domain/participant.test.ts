import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { participantNumber, phoneDigits, sourceUserId } from '../../src/domain/participant.js';
import { hostileText } from '../support/hostile-text.js';

const e164 = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(9), { minLength: 6, maxLength: 14 }))
  .map(([first, rest]) => `${first}${rest.join('')}`);

describe('a number', () => {
  for (const text of [
    '+447700900123',
    '447700900123',
    '00447700900123',
    '+44 (0)7700 900123',
    '+44 7700-900.123',
    ' +44/7700/900123 ',
    '447700900123@s.whatsapp.net',
    '447700900123@c.us',
  ]) {
    it(`is the same written "${text}"`, () => assert.equal(phoneDigits(text), '447700900123'));
  }

  for (const text of [
    '123456',
    '1234567890123456',
    '98765432101234@lid',
    '07700900123',
    'GB.123',
    '+44 call me',
    '',
    undefined,
  ]) {
    it(`is none in "${text}"`, () => assert.equal(phoneDigits(text), undefined));
  }

  it('is read from however it is spelt, and from itself again', () => {
    fc.assert(
      fc.property(e164, fc.constantFrom('', '+', '00'), (digits, prefix) => {
        assert.equal(phoneDigits(prefix + digits), digits);
        assert.equal(phoneDigits(`${digits}@s.whatsapp.net`), digits);
      }),
    );
  });

  it('is made of digits only, whatever strangers write', () => {
    fc.assert(
      fc.property(hostileText, (text) => assert.match(phoneDigits(text) ?? '1000000', /^[1-9]\d{6,14}$/)),
    );
  });
});

describe('a participant', () => {
  it('is known by the number, also where it stands in the WhatsApp id only', () => {
    assert.equal(
      participantNumber({ phoneNumber: '+447700900123', whatsAppId: '447700900999@c.us' }),
      '447700900123',
    );
    assert.equal(
      participantNumber({ phoneNumber: 'hidden', whatsAppId: '447700900123@c.us' }),
      '447700900123',
    );
    assert.equal(participantNumber({ whatsAppId: '98765432101234@lid' }), undefined);
  });

  it('is named on reports by number, else WhatsApp id, else address', () => {
    const address = { userEmailAddress: 'ann@contoso.example' };
    assert.equal(sourceUserId({ ...address, phoneNumber: '+447700900123' }), '447700900123');
    assert.equal(sourceUserId({ ...address, whatsAppId: '98765432101234@lid' }), '98765432101234@lid');
    assert.equal(sourceUserId(address), 'ann@contoso.example');
    assert.equal(sourceUserId({}), 'unknown');
  });
});
