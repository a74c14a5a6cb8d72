import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { mailAttachment } from '../../src/domain/mail/attachments.js';
import type { Attachment, Item, Participant } from '../../src/domain/item.js';
import type { MailAttachment } from '../../src/domain/mail.js';

/** What has broken mail software before: header injection, half surrogates, controls, bidi, markup, look-alike encodings. */
const POISON = [
  '\r\nBcc: <evil@example.com>\r\n\r\nbody',
  '\n',
  '\r',
  '\0',
  '\u001b[31m',
  '\u0085\u2028\u2029',
  '\ud800',
  '\udc00',
  '\u202efdp.exe',
  '\u2066\u2069',
  '=?utf-8?B?PGI+?=',
  '=?utf-8?Q?x',
  '<script>alert(1)</script>',
  '</p><img src=x onerror=alert(1)>',
  '"',
  '\\',
  "'",
  '<>,;:@()',
  '&amp;&#0;',
  '../../etc/passwd',
  '%2e%2e%0d%0a',
  '👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'שלום',
  'Grüße, Привет, 你好',
  '.\r\n.\r\n',
  '-- \r\n--mixed_',
  'x'.repeat(1200),
  ' ',
  '',
];

export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...POISON),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ maxLength: 12 }),
    ),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

const longText = fc
  .tuple(hostileText, fc.integer({ min: 0, max: 5000 }))
  .map(([text, length]) => text.padEnd(length, 'näme '));

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

const attachment: fc.Arbitrary<Attachment> = fc.record(
  {
    attachmentId: hostileText,
    fileName: fc.oneof(longText, hostileText, fc.constantFrom('attachment.png', 'inline.txt', 'CON', '..')),
    contentType: fc.oneof(
      hostileText,
      fc.constantFrom(
        'image/png',
        'text/plain',
        'text/html; charset=utf-8',
        'message/rfc822',
        'multipart/mixed',
        'audio/ogg; codecs=opus',
      ),
    ),
    sizeBytes: fc.nat(),
    caption: hostileText,
  },
  { requiredKeys: ['attachmentId', 'fileName', 'contentType', 'sizeBytes'] },
);

const time = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

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
    archivedTime: time,
    direction: fc.constantFrom('inbound', 'outbound'),
    thread: fc.record(
      { threadId: hostileText, type: fc.constantFrom('direct', 'group'), name: longText },
      { requiredKeys: ['threadId', 'type'] },
    ),
    sender: participant,
    recipients: fc.array(participant, { maxLength: 5 }),
    attachments: fc.constant([]),
    text: longText,
    forwarded: fc.boolean(),
    quotedItemId: hostileText,
    location: fc.record({
      latitude: fc.double(),
      longitude: fc.double(),
      name: hostileText,
      address: hostileText,
    }),
    contacts: fc.array(
      fc.record({ name: hostileText, phoneNumbers: fc.array(hostileText, { maxLength: 2 }) }),
      { maxLength: 2 },
    ),
    poll: fc.record({ question: hostileText, options: fc.array(hostileText, { maxLength: 3 }) }),
    call: fc.record({
      callId: hostileText,
      media: fc.constantFrom('voice', 'video'),
      status: fc.constantFrom('answered', 'missed'),
      startTime: time,
      durationSeconds: fc.nat(),
    }),
    deletion: fc.record({
      deletedItemId: hostileText,
      deletedFor: fc.constantFrom('everyone', 'me', 'unknown'),
      readState: fc.constantFrom('read', 'unread', 'unknown'),
    }),
    edit: fc.record({ editedItemId: hostileText }),
    reaction: fc.record({ targetItemId: hostileText, emoji: hostileText }),
    groupEvent: fc.record({
      type: hostileText,
      participants: fc.array(participant, { maxLength: 2 }),
      newName: hostileText,
    }),
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

/** Attachments as staged, each with its bytes. */
export const stagedAttachments: fc.Arbitrary<{ attachment: MailAttachment; bytes: Buffer }[]> = fc
  .array(fc.tuple(attachment, fc.uint8Array({ maxLength: 400 })), { maxLength: 4 })
  .map((list) =>
    list.map(([given, content], index) => {
      const bytes = Buffer.from(content);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return {
        attachment: mailAttachment(given, index + 1, {
          blob: `blob-${index}`,
          sizeBytes: bytes.length,
          sha256,
        }),
        bytes,
      };
    }),
  );
