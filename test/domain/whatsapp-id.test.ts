import assert from 'node:assert/strict';
import { isWhatsAppId, numberInWhatsAppId, plainWhatsAppId } from '../../src/domain/whatsapp-id.js';

describe('a WhatsApp id', () => {
  it('names the number, on whatever device', () => {
    for (const id of ['447700900123@c.us', '447700900123:7@s.whatsapp.net', '447700900123@HOSTED'])
      assert.equal(numberInWhatsAppId(id), '447700900123', id);
  });

  it('hides the number where it is no part of it', () => {
    for (const id of [
      '98765432101234@lid',
      '98765432101234:7@hosted.lid',
      'US.13491208655302741918',
      '447700900123',
    ])
      assert.equal(numberInWhatsAppId(id), undefined, id);
  });

  it('is one on every device, hosted or not, and in any case', () => {
    for (const id of ['98765432101234@lid', '98765432101234:7@LID', '98765432101234_1:7@hosted.lid'])
      assert.equal(plainWhatsAppId(id), '98765432101234@lid', id);
  });

  it('scoped to a business is one whatever the case of its scope, and another where what follows differs', () => {
    assert.equal(plainWhatsAppId('us.13491208655302741918'), 'US.13491208655302741918');
    assert.equal(plainWhatsAppId('us.ent.abc'), 'US.ENT.abc');
    assert.notEqual(plainWhatsAppId('US.aBc'), plainWhatsAppId('US.abc'));
  });

  it('is none of a group, a broadcast or an address', () => {
    const none = ['120363041234567890@g.us', 'status@broadcast', 'ann@contoso.com', '447700900123'];
    assert.deepEqual(none.filter(isWhatsAppId), []);
    assert.deepEqual(none.map(plainWhatsAppId), none);
  });
});
