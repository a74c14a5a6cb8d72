import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ArchiveError } from '../domain/errors.js';
import type { Mail, MailAttachment } from '../domain/mail.js';
import { hasBytes } from '../domain/mail/attachments.js';
import { base64Stream } from './encode.js';
import { HOLE, inPartOrder, skeletonOf } from './skeleton.js';

/**
 * Stands in the name of every .eml. Raise it with any change that alters a byte of what an item becomes: in
 * domain/mail, in this folder, or by another version of mimetext. Older .eml stay as they are.
 */
export const CONVERTER_VERSION = 3;

export type OpenAttachment = (
  attachment: MailAttachment,
) => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;

/**
 * The mail as RFC 5322 bytes: ASCII, CRLF, the same every time. Every attachment with bytes is embedded, also one that is
 * left out of a mailbox copy. Attachments are opened one after the other and streamed, so memory does not grow with them.
 * Rejects with what `openAttachment` rejects with, and with Unexpected where bytes differ from their recorded SHA-256.
 */
export async function* emlOf(mail: Mail, openAttachment: OpenAttachment): AsyncGenerator<Buffer> {
  const embedded = inPartOrder(mail.attachments.filter(hasBytes));
  const pieces = skeletonOf(mail, embedded).split(HOLE);
  if (pieces.length !== embedded.length + 1) {
    throw new ArchiveError(
      'Unexpected',
      `The mail has ${pieces.length - 1} places for ${embedded.length} attachments.`,
    );
  }
  for (const [index, piece] of pieces.entries()) {
    yield Buffer.from(piece);
    const attachment = embedded[index];
    if (attachment !== undefined) yield* base64Stream(checked(attachment, await open(attachment)));
  }
  async function open(attachment: MailAttachment): Promise<AsyncIterable<Uint8Array>> {
    const { content } = attachment;
    return content === undefined ? await openAttachment(attachment) : Readable.from([Buffer.from(content)]);
  }
}

/** An .eml with other bytes than were staged must never be stored: the error ends the stream before the last boundary. */
async function* checked(
  attachment: MailAttachment,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
  if (attachment.sha256 !== null && hash.digest('hex') !== attachment.sha256) {
    throw new ArchiveError(
      'Unexpected',
      'The staged bytes of an attachment do not have the SHA-256 recorded for them.',
    );
  }
}
