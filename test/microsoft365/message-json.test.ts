import assert from 'node:assert/strict';
import { MAX_INLINE_BYTES } from '../../src/microsoft365/limits.js';
import { attachmentJsonBytes, messageJson } from '../../src/microsoft365/message-json.js';
import type { MailboxCopy } from '../../src/microsoft365/microsoft365.js';
import { testContent, testCopy, testMail } from './support.js';

const MARKER = 'ab'.repeat(32);
const UNEXPECTED = { name: 'ArchiveError', code: 'Unexpected' };

describe('messageJson', () => {
  it('writes the mail as Graph takes it in one create', () => {
    assert.deepEqual(
      messageJson(testCopy(MARKER, { contents: [testContent('a.png', Buffer.from('abc'))] })),
      {
        subject: 'WhatsApp Message from 447700900123 to Sales Group',
        body: { contentType: 'html', content: '<p>Hello</p>' },
        from: { emailAddress: { name: 'Ann Example (447700900123)', address: 'ann@contoso.example' } },
        sender: { emailAddress: { name: 'Ann Example (447700900123)', address: 'ann@contoso.example' } },
        toRecipients: [{ emailAddress: { name: 'Bob Example', address: '447700900124@whatsapp.invalid' } }],
        internetMessageId: '<0123456789abcdef0123456789abcdef01234567@whatsapp.invalid>',
        internetMessageHeaders: [{ name: 'X-WhatsApp-Item', value: 'item-1' }],
        singleValueExtendedProperties: [
          { id: 'Integer 0x0E07', value: '1' },
          { id: 'SystemTime 0x0E06', value: '2026-11-19T08:15:30.000Z' },
          { id: 'SystemTime 0x0039', value: '2026-11-19T08:15:30.000Z' },
          { id: 'String 0x001A', value: 'IPM.ExternalData.WhatsAppArchiver' },
          { id: 'String 0x0070', value: 'Sales Group' },
          { id: 'Binary 0x0071', value: 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBw==' },
          { id: 'String 0x1042', value: '<89abcdef0123456789abcdef0123456789abcdef@whatsapp.invalid>' },
          { id: 'String 0x1039', value: '<89abcdef0123456789abcdef0123456789abcdef@whatsapp.invalid>' },
          { id: 'String {3124fbcb-853f-4072-980b-40d9f7219a7b} Name WhatsAppArchiverMarker', value: MARKER },
        ],
        attachments: [
          {
            '@odata.type': '#microsoft.graph.fileAttachment',
            name: 'a.png',
            contentType: 'image/png',
            contentBytes: 'YWJj',
          },
        ],
      },
    );
  });

  it('leaves out what the mail does not have', () => {
    const { inReplyTo: _, ...mail } = testMail({ headers: [] });
    const json = JSON.stringify(messageJson(testCopy(MARKER, { mail })));
    for (const absent of ['internetMessageHeaders', '0x1042', '0x1039'])
      assert(!json.includes(absent), absent);
  });

  it('refuses headers that Graph would refuse, before anything is sent', () => {
    const header = { name: 'x-a', value: '1' };
    const five = Array.from({ length: 5 }, () => header);
    assert.ok(messageJson(testCopy(MARKER, { mail: testMail({ headers: five }) })));
    for (const headers of [[...five, header], [{ name: 'Received', value: '1' }]]) {
      assert.throws(() => messageJson(testCopy(MARKER, { mail: testMail({ headers }) })), UNEXPECTED);
    }
  });

  it('refuses more attachment bytes than one create carries', () => {
    const most = testContent('a', Buffer.alloc(MAX_INLINE_BYTES));
    assert.ok(messageJson(testCopy(MARKER, { contents: [most] })));
    const contents = [most, testContent('b', Buffer.alloc(1))];
    assert.throws(() => messageJson(testCopy(MARKER, { contents })), UNEXPECTED);
  });

  it('grows by each attachment at most as much as is reckoned beforehand', () => {
    const bytesOf = (contents: MailboxCopy['contents']) =>
      Buffer.byteLength(JSON.stringify(messageJson(testCopy(MARKER, { contents }))));
    const shown = testContent('"日本\\".png', Buffer.alloc(1_001));
    shown.attachment.contentId = 'image1.a@whatsapp.invalid';
    const contents = [shown, ...[0, 1, 2, 3].map((size) => testContent(`${size}`, Buffer.alloc(size)))];
    const reckoned = contents.reduce((sum, { attachment }) => sum + attachmentJsonBytes(attachment), 0);
    const spare = bytesOf([]) + reckoned - bytesOf(contents);
    assert.ok(spare >= 0 && spare <= 2 * contents.length, `${spare} bytes to spare`);
  });
});
