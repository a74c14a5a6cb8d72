import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Item } from '../../../src/domain/item.js';
import type { Mail, MailAttachment } from '../../../src/domain/mail.js';
import { composeMail } from '../../../src/domain/mail/compose-mail.js';
import { sourceAddress } from '../../../src/domain/mail/people.js';
import { MAX_REQUEST_BYTES } from '../../../src/microsoft365/limits.js';
import { hostileMail } from '../../support/hostile-mail.js';
import { anItem, bob, salesGroup } from '../../support/items.js';

function compose(item: Item, attachments: MailAttachment[] = []): Mail {
  return composeMail(item, { account: 'acme', attachments, addressOf: sourceAddress });
}

/** Every tag we write, with every attribute it may have; styles hold nothing that could load or run. */
const OUR_TAGS = [
  /^<(!doctype html|html lang="en"|meta charset="utf-8"|head|title|tr|br|bdi|div dir="auto")>$/,
  /^<\/(html|head|title|body|div|h1|h2|span|table|tr|th|td|bdi)>$/,
  /^<(body|div|h1|h2|span|table|td|th scope="row") style="[\w\s:;#.,%&-]*">$/,
  /^<img src="cid:image\d+\.[\w.]+@whatsapp\.invalid" alt="[^"<>]*" style="[\w\s:;#.,%&-]*">$/,
];

/** Tags apart from text; a text with an angle bracket left in it was not escaped. */
function tokens(html: string): { tags: string[]; texts: string[] } {
  return { tags: html.match(/<[^>]*>/g) ?? [], texts: html.split(/<[^>]*>/) };
}

describe('the HTML of a mail', () => {
  it('holds only our own tags, whatever the item holds', () => {
    fc.assert(
      fc.property(hostileMail, ({ mail }) => {
        const { tags, texts } = tokens(mail.html);
        for (const tag of tags)
          assert.ok(
            OUR_TAGS.some((ours) => ours.test(tag)),
            tag,
          );
        for (const text of texts) assert.doesNotMatch(text, /[<>"'\0\r]|&(?!(amp|lt|gt|quot|#39);)/);
        assert.doesNotMatch(tags.join(''), /url\(|href|src="(?!cid:)|javascript/i);
      }),
    );
  });

  it('closes every tag it opens', () => {
    fc.assert(
      fc.property(hostileMail, ({ mail }) => {
        const open: string[] = [];
        for (const tag of tokens(mail.html).tags) {
          const name = /^<\/?(\w+)/.exec(tag)?.[1];
          if (name === undefined || ['br', 'meta', 'img'].includes(name)) continue;
          if (tag.startsWith('</')) assert.equal(open.pop(), name);
          else open.push(name);
        }
        assert.deepEqual(open, []);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves room in a request of 4 MB, whatever a thousand people write in a hundred thousand lines', () => {
    const recipients = Array.from({ length: 1000 }, (_, index) => ({
      phoneNumber: `+4477009${index + 10_000}`,
      displayName: 'ü'.repeat(100),
    }));
    for (const unit of ['\n', 'x\n', '"', "'\n", '\0', '好']) {
      const text = unit.repeat(100_000 / unit.length);
      const target = anItem({ itemId: 'D', text });
      const item = anItem({ recipients, text, recordType: 'deletion', deletion: { deletedItemId: 'D' } });
      const { html } = composeMail(item, {
        account: 'acme',
        attachments: [],
        addressOf: sourceAddress,
        target,
      });
      const bytes = Buffer.byteLength(JSON.stringify(html));
      assert.ok(bytes < MAX_REQUEST_BYTES, `${bytes} bytes of HTML for ${JSON.stringify(unit)}`);
    }
  });

  it('names a thousand people, the first few at its head', () => {
    const recipients = Array.from({ length: 1000 }, (_, index) => ({
      phoneNumber: `+4477009${index + 10_000}`,
    }));
    const { html } = compose(anItem({ recipients }));
    for (const { phoneNumber } of recipients) assert.ok(html.includes(phoneNumber));
    assert.ok(html.includes('and 988 others, who are listed below') && html.includes('All 1000 recipients'));
  });

  it('shows markup and addresses as the text they are', () => {
    const { html } = compose(anItem({ text: '<script>alert(1)</script> https://example.com/?a=1&b=2' }));
    assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt; https://example.com/?a=1&amp;b=2'));
  });

  it('gives each line its own direction', () => {
    const { html } = compose(anItem({ text: 'one\u202e\r\n\r\nשתיים' }));
    assert.match(html, /<div dir="auto">one\u202e<\/div>/);
    assert.match(html, /<div dir="auto">שתיים<\/div>/);
  });
});

describe('both parts of a mail', () => {
  const large: MailAttachment = {
    fileName: 'video.mp4',
    contentType: 'video/mp4',
    sizeBytes: 148_213_000,
    sha256: 'ab'.repeat(32),
    blob: 'x',
    caption: 'The roof',
    leftOut: 'AttachmentTooLarge',
  };

  /** What a reader must find, by case. */
  const cases: [name: string, item: Item, attachments: MailAttachment[], shown: string[]][] = [
    [
      'who wrote what to whom, and when',
      anItem({ text: 'Hello' }),
      [],
      [
        'WhatsApp message',
        'Ann Example +447700900123, ann@contoso.example',
        'Bob Builder +447700900456',
        'Tue, 03 Mar 2026 09:15:27 UTC',
        'Hello',
        '3EB0C767D26A1B2F4E',
        '2026-03-03T09:16:02Z',
      ],
    ],
    [
      'the group and the state',
      anItem({ thread: salesGroup, forwarded: true, quotedItemId: 'Q1' }),
      [],
      ['Sales Group', 'Forwarded', 'Reply', 'Q1'],
    ],
    [
      'a deletion',
      anItem({
        recordType: 'deletion',
        text: 'Sorry',
        deletion: { deletedItemId: 'D1', deletedFor: 'everyone', readState: 'unread' },
      }),
      [],
      ['Deleted WhatsApp message', 'Deleted for everyone', 'Had not been read', 'D1', 'Sorry'],
    ],
    [
      'an edit',
      anItem({ recordType: 'edit', text: 'Better', edit: { editedItemId: 'E1' } }),
      [],
      ['Edited WhatsApp message', 'E1', 'Better'],
    ],
    [
      'a call',
      anItem({
        recordType: 'call',
        call: {
          callId: 'C1',
          media: 'video',
          status: 'answered',
          startTime: '2026-03-03T09:15:27Z',
          endTime: '2026-03-03T10:17:30Z',
          durationSeconds: 3723,
        },
      }),
      [],
      ['WhatsApp video call', 'answered', 'Tue, 03 Mar 2026 10:17:30 UTC', '1 h 2 min 3 s', 'C1'],
    ],
    [
      'a reaction',
      anItem({ recordType: 'reaction', reaction: { targetItemId: 'R1', emoji: '👍' } }),
      [],
      ['WhatsApp reaction', '👍', 'R1'],
    ],
    [
      'a reaction taken back',
      anItem({ recordType: 'reaction', reaction: { targetItemId: 'R1' } }),
      [],
      ['took back a reaction', 'Taken back', 'R1'],
    ],
    [
      'a group event',
      anItem({
        recordType: 'group-event',
        thread: salesGroup,
        groupEvent: { type: 'renamed', participants: [bob], newName: 'Sales EMEA' },
      }),
      [],
      ['WhatsApp group event', 'renamed', 'Sales EMEA', 'Bob Builder +447700900456'],
    ],
    [
      'a place, contacts and a poll',
      anItem({
        location: { latitude: 51.5, longitude: -0.12, name: 'Office', address: 'London' },
        contacts: [{ name: 'Dan', phoneNumbers: ['+1 617 555 0100'] }],
        poll: { question: 'Lunch?', options: ['Pizza', 'Curry'] },
      }),
      [],
      ['51.5', '-0.12', 'Office', 'London', 'Dan', '+1 617 555 0100', 'Lunch?', '1. Pizza', '2. Curry'],
    ],
    [
      'attachments, and why one is left out',
      anItem(),
      [large],
      [
        'video.mp4',
        'The roof',
        '148,213,000 bytes',
        'ab'.repeat(32),
        'Left out of this mail because of its size',
      ],
    ],
    [
      'a record type nobody knows',
      anItem({ recordType: 'channel-post', text: 'News', revision: 2 }),
      [],
      ['WhatsApp channel post', 'channel-post', 'News', 'revision 2'],
    ],
  ];
  for (const [name, item, attachments, shown] of cases) {
    it(`show ${name}`, () => {
      const mail = compose(item, attachments);
      const html = tokens(mail.html).texts.join('\n');
      for (const text of shown) assert.ok(mail.text.includes(text) && html.includes(text), text);
    });
  }

  it('keep line breaks, and show a control as a mark', () => {
    const mail = compose(anItem({ text: 'a\r\nb\rc\u2028d\0e\ud800' }));
    assert.ok(mail.text.endsWith('\na\nb\nc\nd\ufffde\ufffd\n'));
  });

  it('leave a message no line above the rule to forge', () => {
    const mail = compose(
      anItem({
        text: 'Hi\n\nAttachments\n  invoice.pdf: application/pdf',
        sender: { displayName: 'Ann\n  Time: never' },
      }),
    );
    const [above = ''] = mail.text.split('-'.repeat(60));
    assert.doesNotMatch(above, /^ *(Attachments|Time: never)/m);
  });
});
