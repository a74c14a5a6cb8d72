import { Readable } from 'node:stream';
import type { Mail, MailAttachment } from '../../src/domain/mail.js';
import { emlOf } from '../../src/eml/eml.js';

/** Attachments with the bytes that staging would give for them. */
export type Staged = { attachment: MailAttachment; bytes: Buffer }[];

/** The whole .eml in memory. */
export async function emlBytes(mail: Mail, staged: Staged = []): Promise<Buffer> {
  const bytesOf = new Map(staged.map(({ attachment, bytes }) => [attachment.blob, bytes]));
  const chunks: Buffer[] = [];
  for await (const chunk of emlOf(mail, ({ blob }) =>
    Readable.from([bytesOf.get(blob) ?? Buffer.alloc(0)]),
  )) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
