import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import type { Mail } from '../../src/domain/mail.js';
import { hasBytes } from '../../src/domain/mail/attachments.js';
import { inPartOrder } from '../../src/eml/skeleton.js';
import type { Staged } from './eml.js';

const ALWAYS = ['Date', 'From', 'To', 'Message-ID', 'Subject', 'MIME-Version', 'Content-Type'];
const THREAD = ['Thread-Topic', 'Thread-Index'];
const REPLY = ['In-Reply-To', 'References'];
const OURS = ['Item', 'Record', 'Direction', 'Thread', 'Archived'].map(
  (name) => `X-WhatsApp-Archiver-${name}`,
);

/** The headers that the mail has, in small letters and in order: these, and no other. */
export function headerNames(mail: Mail): string[] {
  const source = mail.sourceHeaders.map(({ name }) => name);
  for (const name of source) assert.match(name, /^x-telemessage-/i);
  const names = [...ALWAYS, ...THREAD, ...(mail.inReplyTo === undefined ? [] : REPLY), ...OURS, ...source];
  return names.map((name) => name.toLowerCase()).toSorted();
}

/** What any receiver may rely on: ASCII, CRLF and nothing else, short lines. */
export function assertWireClean(eml: Buffer): void {
  const text = eml.toString('latin1');
  assert.match(text, /^[\t\r\n\x20-\x7e]*$/);
  assert.doesNotMatch(text, /\r(?!\n)|(?<!\r)\n/);
  for (const line of text.split('\r\n')) {
    assert.ok(line.length <= 998, `a line of ${line.length} characters`);
    // RFC 2047 section 2.
    assert.ok(
      !line.includes('=?') || line.includes('<') || line.length <= 76,
      'an encoded-word on a long line',
    );
  }
}

/** Read by postal-mime it is the mail that it was made from, with the bytes that were staged. */
export async function assertReadBack(mail: Mail, staged: Staged, eml: Buffer): Promise<void> {
  const parsed = await PostalMime.parse(eml, { rfc822Attachments: true });
  const names = parsed.headers.map(({ key }) => key).toSorted();
  assert.deepEqual(names, headerNames(mail));
  assertSameMail(parsed, mail);
  assert.deepEqual(parsed.attachments.map(attachmentOf), expectedFiles(mail, staged));
}

function assertSameMail(parsed: Email, mail: Mail): void {
  assert.equal(parsed.subject, mail.subject);
  assert.deepEqual([parsed.from], [mail.from]);
  assert.deepEqual(parsed.to, mail.to);
  assert.equal(parsed.messageId, mail.messageId);
  assert.equal(parsed.inReplyTo, mail.inReplyTo);
  assert.equal(parsed.date, `${mail.date.slice(0, 19)}.000Z`);
  assert.equal(sameLines(parsed.text), sameLines(mail.text));
  assert.equal(sameLines(parsed.html), sameLines(mail.html));
}

function attachmentOf({ filename, disposition, contentId, content }: Email['attachments'][number]): string[] {
  assert.ok(content instanceof ArrayBuffer);
  return [filename ?? '', disposition ?? '', contentId ?? '', sha256(Buffer.from(content))];
}

/** Name, disposition, Content-ID and SHA-256 of what the .eml carries, in its order. */
export function expectedFiles(mail: Mail, staged: Staged): string[][] {
  const bytesOf = new Map(staged.map(({ attachment, bytes }) => [attachment, bytes]));
  return inPartOrder(mail.attachments.filter(hasBytes)).map((attachment) => {
    const { fileName, contentId } = attachment;
    const shown = contentId === undefined ? ['attachment', ''] : ['inline', `<${contentId}>`];
    return [fileName, ...shown, sha256(bytesOf.get(attachment) ?? Buffer.alloc(0))];
  });
}

/** Line ends are CRLF on the wire, and a parser may add or drop the last one. */
export function sameLines(text: string | undefined): string {
  return (text ?? '').replaceAll('\r\n', '\n').replace(/\n+$/, '');
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
