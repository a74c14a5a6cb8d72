import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import type { Attachment, Item } from '../../src/domain/item.js';
import type { StagedAttachment } from '../../src/domain/ledger-entry.js';
import type { Mail } from '../../src/domain/mail.js';
import { carriedBy } from '../../src/domain/mail/carried.js';
import { composeMail } from '../../src/domain/mail/compose-mail.js';
import { sourceAddress } from '../../src/domain/mail/people.js';
import type { Staged } from './eml.js';
import { hostileAttachment, hostileItem } from './hostile-items.js';

/** A mail as the product makes it of an item from staging, and the bytes it is to carry. */
export interface HostileMail {
  item: Item;
  mail: Mail;
  staged: Staged;
  /** Makes the mail once more. */
  compose: () => Mail;
}

type File = [attachment: Attachment, bytes: Buffer | null];

const file: fc.Arbitrary<File> = fc
  .tuple(hostileAttachment, fc.option(fc.uint8Array({ maxLength: 400 }), { freq: 6 }))
  .map(([attachment, bytes]) => [attachment, bytes && Buffer.from(bytes)]);

/** Of every kind, with its target where the archive has it, its source's headers, its files and what is made of its record. */
export const hostileMail: fc.Arbitrary<HostileMail> = fc
  .tuple(hostileItem, fc.option(hostileItem), fc.array(file, { maxLength: 5 }))
  .map(([item, target, files]) =>
    mailOf({ ...item, attachments: files.map(([attachment]) => attachment) }, target, files),
  );

function mailOf(item: Item, target: Item | null, files: File[]): HostileMail {
  const record = Buffer.from(JSON.stringify(item));
  const blobs = new Map<string, Buffer>([['record', record]]);
  files.forEach(([, bytes], index) => bytes && blobs.set(`file-${index}`, bytes));
  const attachments = carriedBy(item, {
    account: 'acme',
    attachments: files.map(stagedFile),
    record: { blob: 'record', sha256: sha256(record), bytes: record.length },
  });
  const context = { account: 'acme', attachments, addressOf: sourceAddress, ...(target && { target }) };
  const compose = (): Mail => composeMail(item, context);
  const bytesOf = ({ blob, content = '' }: Mail['attachments'][number]): Buffer =>
    blobs.get(blob ?? '') ?? Buffer.from(content);
  const staged = attachments.map((attachment) => ({ attachment, bytes: bytesOf(attachment) }));
  return { item, mail: compose(), staged, compose };
}

function stagedFile([{ sizeBytes }, bytes]: File, index: number): StagedAttachment {
  if (bytes === null) return { blob: null, sizeBytes, sha256: null };
  return { blob: `file-${index}`, sizeBytes: bytes.length, sha256: sha256(bytes) };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
