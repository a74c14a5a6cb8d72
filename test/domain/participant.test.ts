import assert from 'node:assert/strict';
import { participantNumber, sourceUserId } from '../../src/domain/participant.js';

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

  it('is one person in every spelling', () => {
    for (const same of [
      [
        { phoneNumber: '+52 1 55 1234 5678' },
        { whatsAppId: '5215512345678:3@s.whatsapp.net' },
        { phoneNumber: '525512345678' },
      ],
      [{ whatsAppId: '98765432101234@lid' }, { whatsAppId: '98765432101234:5@LID', phoneNumber: '' }],
      [
        { userEmailAddress: 'Ann@Contoso.example ' },
        { userEmailAddress: 'ann@contoso.example', whatsAppId: '' },
      ],
    ])
      assert.equal(new Set(same.map(sourceUserId)).size, 1);
  });
});
