import { createHash } from 'node:crypto';
import { ArchiveError } from '../../src/domain/errors.js';
import type { Item } from '../../src/domain/item.js';
import type { Mail } from '../../src/domain/mail.js';
import { carriedBy } from '../../src/domain/mail/carried.js';
import { composeMail } from '../../src/domain/mail/compose-mail.js';
import { sourceAddress } from '../../src/domain/mail/people.js';
import { emlBytes } from '../support/eml.js';

/** One kind of item, as a reviewer wants to see it. */
export interface Specimen {
  /** Of the golden file, without `.eml`. */
  name: string;
  /** As the support matrix names it; absent for what is there for its hostility. */
  kind?: string;
  /** What a source delivers. */
  record: unknown;
  item: Item;
  /** What the item answers, edits, deletes or reacts to, where the archive has it. */
  target?: Item;
  /** Of its attachments, in their order; null where the source has lost them. */
  files?: (Buffer | null)[];
  /** The item as delivered, where the record is only what was read from it. */
  original?: Buffer;
  /** Of another source's specimen, with whose mail the support matrix compares; its own kind where it is absent. */
  comparedWith?: string;
}

/** What a source delivers and no mail can be made of: it is reported. */
export interface Refused {
  kind: string;
  error: ArchiveError;
}

/** `parse` is how the source reads what it delivers. */
export function refused(kind: string, parse: () => Item): Refused {
  try {
    parse();
  } catch (error) {
    if (error instanceof ArchiveError) return { kind, error };
    throw error;
  }
  throw new TypeError(`${kind} is an item after all`);
}

const ACCOUNT = 'golden';

/** The archival mail of a specimen, and its bytes. */
export async function mailOf(specimen: Specimen): Promise<{ mail: Mail; eml: Buffer }> {
  const { item, target, record, original, files = [] } = specimen;
  const recordBytes = Buffer.from(JSON.stringify(record));
  const blobs = new Map<string, Buffer>([['record', recordBytes]]);
  files.forEach((bytes, index) => bytes && blobs.set(`file-${index}`, bytes));
  if (original) blobs.set('original', original);
  const attachments = carriedBy(item, {
    account: ACCOUNT,
    record: blobRef('record', recordBytes),
    attachments: files.map((bytes, index) => stagedFile(item, index, bytes)),
    ...(original && { original: blobRef('original', original) }),
  });
  const mail = composeMail(item, {
    account: ACCOUNT,
    attachments,
    addressOf: sourceAddress,
    ...(target && { target }),
  });
  const staged = attachments.map((attachment) => ({
    attachment,
    bytes: blobs.get(attachment.blob ?? '') ?? Buffer.alloc(0),
  }));
  return { mail, eml: await emlBytes(mail, staged) };
}

function blobRef(blob: string, bytes: Buffer) {
  return { blob, sha256: sha256(bytes), bytes: bytes.length };
}

function stagedFile(item: Item, index: number, bytes: Buffer | null) {
  if (bytes) return { blob: `file-${index}`, sizeBytes: bytes.length, sha256: sha256(bytes) };
  const { sizeBytes = 0, sha256: announced = null } = item.attachments[index] ?? {};
  return { blob: null, sizeBytes, sha256: announced };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
