import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { ArchiveError } from '../../src/domain/errors.js';
import type { Item } from '../../src/domain/item.js';
import type { Mail, MailAttachment } from '../../src/domain/mail.js';
import { composeMail } from '../../src/domain/mail/compose-mail.js';
import { sourceAddress } from '../../src/domain/mail/people.js';
import { emlOf } from '../../src/eml/eml.js';
import { hostileMail } from '../support/hostile-mail.js';
import { hostileText } from '../support/hostile-text.js';
import { emlBytes, type Staged } from '../support/eml.js';
import { anItem } from '../support/items.js';
import { assertReadBack, assertWireClean } from '../support/read-back.js';

function compose(item: Item, staged: Staged = []): Mail {
  const attachments = staged.map(({ attachment }) => attachment);
  return composeMail(item, { account: 'acme', attachments, addressOf: sourceAddress });
}

function stage(fileName: string, bytes: Buffer, changes: Partial<MailAttachment> = {}): Staged[number] {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const sizeBytes = bytes.length;
  return {
    attachment: { fileName, contentType: 'image/png', sizeBytes, sha256, blob: fileName, ...changes },
    bytes,
  };
}

function content(attachment: Email['attachments'][number] | undefined): Buffer {
  assert.ok(attachment?.content instanceof ArrayBuffer);
  return Buffer.from(attachment.content);
}

describe('an .eml', () => {
  it('of any hostile item is read by another parser as the mail it was made from', async function () {
    await fc.assert(
      fc.asyncProperty(hostileMail, async ({ mail, staged }) => {
        const eml = await emlBytes(mail, staged);
        assertWireClean(eml);
        await assertReadBack(mail, staged, eml);
      }),
      { numRuns: 200 },
    );
  });

  it('carries no header or part that a hostile mail tries to add', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const name = { name: text, address: 'a@b.example' };
        const headers = [{ name: 'X-WhatsApp-Archiver-Item', value: text }];
        const base = compose(anItem());
        const mail: Mail = {
          ...base,
          subject: text,
          threadTopic: text,
          from: name,
          to: [name],
          headers,
          text,
          html: text,
        };
        const staged = [stage(text, Buffer.from('bytes'), { contentType: text, blob: 'x' })];
        const eml = await emlBytes(
          { ...mail, attachments: staged.map(({ attachment }) => attachment) },
          staged,
        );
        const parsed = await PostalMime.parse(eml);
        assertWireClean(eml);
        assert.equal(parsed.attachments.length, 1);
        assert.equal(parsed.to?.length, 1);
      }),
    );
  });

  it('refuses what would write a header of its own', async () => {
    const mail = compose(anItem());
    const evil: Partial<Mail>[] = [
      { from: { name: '', address: 'a@b.example>\r\nBcc: <evil@example.com' } },
      { to: [{ name: '', address: 'a@b.example, c@d.example' }] },
      { messageId: '<a@b>\r\nBcc: <evil@example.com>' },
      { inReplyTo: '<a@b> <c@d>' },
      { headers: [{ name: 'X-A: b\r\nBcc', value: 'evil@example.com' }] },
      { headers: [{ name: 'Bcc', value: 'evil@example.com' }] },
    ];
    for (const change of evil) {
      await assert.rejects(
        emlBytes({ ...mail, ...change }),
        (error) => error instanceof ArchiveError && error.code === 'Unexpected',
      );
    }
  });

  it('has the same bytes every time', async () => {
    const staged = [stage('a.png', Buffer.from('a')), stage('b.png', Buffer.from('b'))];
    const first = await emlBytes(compose(anItem(), staged), staged);
    assert.deepEqual(await emlBytes(compose(anItem(), staged), staged), first);
    assert.notDeepEqual(await emlBytes(compose(anItem({ revision: 1 }), staged), staged), first);
  });

  it('carries the thread, also where its topic is not ASCII', async () => {
    const mail = compose(
      anItem({ thread: { threadId: 't', type: 'group', name: 'Grüße 🚀' }, quotedItemId: 'q' }),
    );
    const { headers } = await PostalMime.parse(await emlBytes(mail));
    const value = (key: string) => headers.find((header) => header.key === key)?.value;
    assert.equal(value('thread-index'), Buffer.from(mail.threadIndex).toString('base64'));
    assert.equal(
      value('thread-topic'),
      `=?utf-8?B?${Buffer.from('WhatsApp: Grüße 🚀').toString('base64')}?=`,
    );
    assert.equal(value('references'), mail.inReplyTo);
  });

  it('embeds what a mailbox copy leaves out, and names what the source no longer had', async () => {
    const large = stage('large.png', Buffer.from('large'), { leftOut: 'AttachmentTooLarge' });
    const gone = stage('gone.png', Buffer.alloc(0), {
      leftOut: 'AttachmentUnavailable',
      blob: null,
      sha256: null,
    });
    const { attachments, text } = await PostalMime.parse(
      await emlBytes(compose(anItem(), [large, gone]), [large, gone]),
    );
    assert.deepEqual(attachments.map(content), [Buffer.from('large')]);
    assert.match(text ?? '', /gone\.png/);
  });

  it('has the pictures that it shows beside the HTML, under the ids it shows them by', async () => {
    const shown = stage('shown.png', Buffer.from('picture'), { contentId: 'image1.a@whatsapp.invalid' });
    const beside = stage('beside.png', Buffer.from('file'));
    const eml = await emlBytes(compose(anItem(), [beside, shown]), [beside, shown]);
    const parsed = await PostalMime.parse(eml);
    assert.deepEqual(
      parsed.attachments.map(({ filename, contentId, related }) => [filename, contentId, related === true]),
      [
        ['shown.png', '<image1.a@whatsapp.invalid>', true],
        ['beside.png', undefined, false],
      ],
    );
    assert.ok(parsed.html?.includes('src="cid:image1.a@whatsapp.invalid"'));
    assert.match(
      eml.toString(),
      /^Content-Type: multipart\/related;\r\n type="multipart\/alternative";\r\n boundary=/m,
    );
  });

  it('holds what is made from the record without asking staging for it', async () => {
    const card = stage('Dan.vcf', Buffer.from('BEGIN:VCARD'), { blob: null, content: 'BEGIN:VCARD' });
    const { attachments } = await PostalMime.parse(await emlBytes(compose(anItem(), [card])));
    assert.deepEqual(attachments.map(content), [Buffer.from('BEGIN:VCARD')]);
  });

  it('carries an attached mail as bytes that nobody takes apart', async () => {
    const staged = [
      stage('m.eml', Buffer.from('Subject: inner\n\nbare line feeds'), { contentType: 'message/rfc822' }),
    ];
    const { attachments } = await PostalMime.parse(await emlBytes(compose(anItem(), staged), staged));
    assert.equal(attachments[0]?.mimeType, 'application/octet-stream');
    assert.deepEqual(content(attachments[0]), staged[0]?.bytes);
  });

  it('fails rather than embed bytes that are not the ones staged', async () => {
    const right = stage('a.png', Buffer.from('right'));
    const wrong = { ...right, bytes: Buffer.from('wrong') };
    await assert.rejects(
      emlBytes(compose(anItem(), [right]), [wrong]),
      (error) => error instanceof ArchiveError && error.code === 'Unexpected',
    );
  });

  it('takes a large attachment in bounded memory, in whatever chunks it comes', async () => {
    const chunk = Buffer.alloc(1_000_003, 'whatsapp');
    const count = 64;
    const hash = createHash('sha256');
    for (let index = 0; index < count; index++) hash.update(chunk);
    const attachment = stage('large.bin', chunk, {
      sizeBytes: chunk.length * count,
      sha256: hash.digest('hex'),
    });
    async function* chunks() {
      for (let index = 0; index < count; index++) yield chunk;
    }
    let size = 0;
    let largest = 0;
    for await (const part of emlOf(compose(anItem(), [attachment]), chunks)) {
      size += part.length;
      largest = Math.max(largest, part.length);
    }
    assert.ok(size > chunk.length * count * 1.33);
    assert.ok(largest < 200_000, `a piece of ${largest} bytes`);
  });
});
