import * as fc from 'fast-check';
import type { Attachment, Item, Participant } from '../../src/domain/item.js';
import { hostileText, longText, veryLongText } from './hostile-text.js';

const participant: fc.Arbitrary<Participant> = fc.record(
  {
    phoneNumber: fc.oneof(hostileText, fc.constantFrom('+447700900123', '0044 7700 900456', '12345')),
    whatsAppId: fc.oneof(hostileText, fc.constantFrom('447700900789@s.whatsapp.net', '98765432101234@lid')),
    displayName: longText,
    userEmailAddress: fc.oneof(
      hostileText,
      fc.constantFrom('ann@contoso.example', 'a@b.example>\r\nBcc: <evil@example.com'),
    ),
  },
  { requiredKeys: [] },
);

/** As sources announce it; what it holds and how large it is comes with its bytes. */
export const hostileAttachment: fc.Arbitrary<Attachment> = fc.record(
  {
    attachmentId: hostileText,
    fileName: fc.oneof(
      longText,
      hostileText,
      fc.constantFrom('attachment.png', 'inline.txt', 'CON', '..', '', `${'ü'.repeat(300)}.pdf`),
    ),
    contentType: fc.oneof(
      hostileText,
      fc.constantFrom(
        'image/png',
        'image/jpeg',
        'image/webp',
        'text/plain',
        'text/html; charset=utf-8',
        'message/rfc822',
        'multipart/mixed',
        'audio/ogg; codecs=opus',
      ),
    ),
    sizeBytes: fc.nat(),
    caption: hostileText,
    kind: fc.constantFrom('image', 'video', 'audio', 'voice', 'document', 'sticker', 'contact-card'),
  },
  { requiredKeys: ['attachmentId', 'fileName', 'contentType', 'sizeBytes'] },
);

const time = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** What sources deliver as a time besides times. */
const anyTime = fc.oneof(
  { weight: 8, arbitrary: time },
  fc.constantFrom('+057300-06-03T18:46:03.000Z', '57300-06-03T18:46:03Z', 'yesterday'),
);

/** Whom a chat goes to: a few as a rule, now and then a thousand. */
const people = fc.oneof(
  { weight: 400, arbitrary: fc.array(participant, { maxLength: 5 }) },
  participant.map((one) =>
    Array.from({ length: 1000 }, (_, index) => ({ ...one, phoneNumber: `+4477009${index + 10_000}` })),
  ),
);

/** As TeleMessage names them, and as an attacker would. */
const sourceHeader = fc.record({
  name: fc.oneof(
    fc.constantFrom(
      'X-TELEMESSAGE-ArchiveMessageID',
      'x-telemessage-archivemessageid',
      'X-TELEMESSAGE-THREAD_ID',
      'X-TELEMESSAGE-OriginalMesageIntegrity',
      'X-TELEMESSAGE-A: b\r\nBcc',
      'Bcc',
      'Content-Type',
      'X-WhatsApp-Archiver-Item',
      `X-TELEMESSAGE-${'N'.repeat(60)}`,
    ),
    hostileText,
  ),
  value: fc.oneof(longText, hostileText, fc.constantFrom('YWJj'.repeat(240), 'a b '.repeat(300), '=?x?=')),
});

export const hostileItem: fc.Arbitrary<Item> = fc.record(
  {
    itemId: longText,
    revision: fc.nat(3),
    recordType: fc.oneof(
      fc.constantFrom('message', 'call', 'deletion', 'edit', 'reaction', 'group-event'),
      hostileText,
    ),
    product: hostileText,
    messageTime: time,
    archivedTime: anyTime,
    direction: fc.constantFrom('inbound', 'outbound', 'unknown'),
    thread: fc.record(
      { threadId: hostileText, type: fc.constantFrom('direct', 'group'), name: longText },
      { requiredKeys: ['threadId', 'type'] },
    ),
    sender: participant,
    recipients: people,
    attachments: fc.constant([]),
    text: fc.oneof({ weight: 400, arbitrary: longText }, veryLongText),
    forwarded: fc.boolean(),
    quotedItemId: hostileText,
    location: fc.record({
      latitude: fc.double(),
      longitude: fc.double(),
      name: hostileText,
      address: hostileText,
    }),
    contacts: fc.array(
      fc.record(
        { name: hostileText, phoneNumbers: fc.array(hostileText, { maxLength: 2 }) },
        { requiredKeys: [] },
      ),
      { maxLength: 12, size: 'small' },
    ),
    poll: fc.record({ question: hostileText, options: fc.array(hostileText, { maxLength: 3 }) }),
    call: fc.record({
      callId: hostileText,
      media: fc.constantFrom('voice', 'video'),
      status: fc.constantFrom('answered', 'missed', 'rejected', 'busy', 'failed'),
      startTime: anyTime,
      durationSeconds: fc.nat(),
    }),
    deletion: fc.record(
      {
        deletedItemId: hostileText,
        deletedFor: fc.constantFrom('everyone', 'me', 'unknown'),
        readState: fc.constantFrom('read', 'unread', 'unknown'),
      },
      { requiredKeys: [] },
    ),
    edit: fc.record({ editedItemId: hostileText }),
    reaction: fc.record({ targetItemId: hostileText, emoji: hostileText }),
    groupEvent: fc.record({
      type: fc.oneof(hostileText, fc.constantFrom('created', 'participant-added', 'left', '__proto__')),
      participants: fc.array(participant, { maxLength: 2 }),
      newName: hostileText,
    }),
    sourceHeaders: fc.array(sourceHeader, { maxLength: 6 }),
  },
  {
    requiredKeys: [
      'itemId',
      'revision',
      'recordType',
      'product',
      'messageTime',
      'archivedTime',
      'direction',
      'thread',
      'sender',
      'recipients',
      'attachments',
    ],
  },
);
