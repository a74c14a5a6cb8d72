import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ArchiveError } from '../../../src/domain/errors.js';
import { identify, parseItem } from '../../../src/sources/telemessage/item-schema.js';
import { aRecord } from './record.js';

const SHA256 = 'a'.repeat(64);
const ATTACHMENT = { attachmentId: 'a1', fileName: '../\n.jpg', contentType: 'image/jpeg', sizeBytes: 0 };
const CALL = { callId: 'c', media: 'voice', status: 'missed', startTime: '2026-11-20T09:00:00Z' };

/** The message of the refusal, or undefined where the record is taken. */
function refusalOf(record: unknown): string | undefined {
  try {
    parseItem(record);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof ArchiveError && ['MalformedItem', 'OtherNetwork'].includes(error.code));
    return error.message;
  }
}

describe('a record of the site', () => {
  it('becomes an item with its instants in UTC', () => {
    assert.deepEqual(parseItem(aRecord()), {
      itemId: 'item-1',
      revision: 0,
      recordType: 'message',
      product: 'whatsapp-phone-archiver',
      messageTime: '2026-11-20T08:00:00.000Z',
      archivedTime: '2026-11-20T09:00:05.000Z',
      direction: 'outbound',
      thread: { threadId: 'thread-1', type: 'direct' },
      sender: { phoneNumber: '+447700900123' },
      recipients: [{ whatsAppId: '98765432101234@lid' }],
      attachments: [],
    });
  });

  it('keeps everything the contract knows', () => {
    const details = {
      text: 'Hello',
      forwarded: true,
      quotedItemId: 'q',
      attachments: [{ ...ATTACHMENT, sha256: SHA256, kind: 'voice', caption: '' }],
      location: { latitude: 51.5, longitude: -0.1, name: 'n', address: 'a' },
      contacts: [{ name: 'n', phoneNumbers: ['1'] }, {}],
      poll: { question: 'q', options: ['a', 'b'] },
      call: { ...CALL, startTime: '2026-11-20T09:00:00.000Z', durationSeconds: 0 },
      deletion: { deletedItemId: 'd', deletedFor: 'everyone', readState: 'unknown' },
      edit: { editedItemId: 'e' },
      reaction: { targetItemId: 't', emoji: '' },
      groupEvent: { type: 'left', participants: [{ userEmailAddress: 'a@b.c' }], newName: 'n' },
    };
    const { messageTime: _, archivedTime: __, ...item } = parseItem(aRecord(details));
    assert.deepEqual({ ...item, ...details }, item);
  });

  it('of a type we do not know is an item all the same', () => {
    assert.equal(parseItem(aRecord({ recordType: 'hologram' })).recordType, 'hologram');
  });

  it('may carry keys we do not know, even hostile ones', () => {
    const text = JSON.stringify(aRecord({ extra: 1 })).replace('{', '{"__proto__":{"admin":true},');
    const item = parseItem(JSON.parse(text));
    assert.deepEqual(item, parseItem(aRecord()));
    assert.equal(Object.getPrototypeOf(item), Object.prototype);
    assert.ok(!('admin' in item) && !('admin' in {}));
  });

  for (const field of Object.keys(aRecord())) {
    it(`without ${field} is malformed, and the field is named`, () => {
      const { [field]: _, ...rest } = aRecord();
      assert.equal(refusalOf(rest), `The record is not as agreed: ${field}.`);
    });
  }

  const malformed: [string, object][] = [
    ['revision', { revision: -1 }],
    ['revision', { revision: 0.5 }],
    ['revision', { revision: 1e300 }],
    ['itemId', { itemId: '' }],
    ['network', { network: 5 }],
    ['product', { product: 'sms' }],
    ['direction', { direction: 'sideways' }],
    ['text', { text: null }],
    ['sender', { sender: { displayName: 'Nobody' } }],
    ['recipients.1', { recipients: [{ phoneNumber: '1' }, {}] }],
    ['messageTime', { messageTime: '2026-11-20T09:00:00' }],
    ['messageTime', { messageTime: '57300-06-03T18:46:03Z' }],
    ['archivedTime', { archivedTime: '2026-02-31T00:00:00Z' }],
    ['call.endTime', { call: { ...CALL, endTime: 'later' } }],
    ['attachments.0.sizeBytes', { attachments: [{ ...ATTACHMENT, sizeBytes: -1 }] }],
    ['attachments.0.sha256', { attachments: [{ ...ATTACHMENT, sha256: SHA256.toUpperCase() }] }],
    ['groupEvent.participants.0', { groupEvent: { type: 't', participants: [{}] } }],
    ['location.latitude', { location: { latitude: '51', longitude: 0 } }],
  ];
  for (const [field, change] of malformed) {
    it(`with ${JSON.stringify(change)} is malformed in ${field}`, () => {
      assert.equal(refusalOf(aRecord(change)), `The record is not as agreed: ${field}.`);
    });
  }

  it('of another network is that, whatever else it is', () => {
    assert.throws(() => parseItem(aRecord({ network: 'Signal', sender: null })), { code: 'OtherNetwork' });
  });

  it('that is faulty all over names the first fields and counts the rest', () => {
    const recipients = Array.from({ length: 1000 }, () => ({}));
    assert.match(refusalOf(aRecord({ recipients })) ?? '', /recipients\.9 and 990 more\.$/);
  });

  it('is never quoted', () => {
    const record = aRecord({
      canary: 1,
      direction: 'canary',
      sender: { canary: 'canary' },
      itemId: ['canary'],
    });
    assert.doesNotMatch(refusalOf(record) ?? '', /canary/);
  });

  it('is taken or refused with a fault of the item, whatever it is', () => {
    const field = fc.constantFrom(...Object.keys(aRecord()), 'attachments', 'call', 'groupEvent');
    fc.assert(
      fc.property(field, fc.jsonValue(), (name, value) => void refusalOf(aRecord({ [name]: value }))),
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => void refusalOf(value)));
  });
});

describe('the identity of a record', () => {
  it('is known even where the rest is broken', () => {
    assert.deepEqual(identify({ itemId: 'x', revision: 3, sender: 5 }), { itemId: 'x', revision: 3 });
  });

  it('is unknown where one part of it is not as agreed', () => {
    for (const record of [
      null,
      [],
      'x',
      {},
      { itemId: 'x' },
      { itemId: 7, revision: 0 },
      { itemId: '', revision: 0 },
    ]) {
      assert.equal(identify(record), undefined);
    }
  });
});
