import { createHash } from 'node:crypto';
import { decodeWords } from 'postal-mime';
import { z } from 'zod';
import { attachmentKind } from './kinds.js';
import { headerOf, type Eml } from './eml.js';

// What is read from an EML and staged with its page: everything but the bytes of the EML, which it names.

const text = z.string();
const count = z.int().min(0);
const Address = z.object({ name: text, address: text });

const Place = z.object({
  zip: text,
  entry: text,
  sizeBytes: count,
  sha256: text,
  archivedTime: text,
});

const Attachment = z.object({
  index: count,
  fileName: text,
  contentType: text,
  sizeBytes: count,
  sha256: text,
  kind: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker', 'contact-card']),
  contentId: text.exactOptional(),
  isInline: z.boolean().exactOptional(),
  declaredSize: count.exactOptional(),
});

/** An EML that was read. */
export const ReadRecord = Place.extend({
  headers: z.array(z.object({ name: text, value: text })),
  subject: text.exactOptional(),
  from: z.array(Address),
  to: z.array(Address),
  cc: z.array(Address),
  text,
  attachments: z.array(Attachment),
  encrypted: z.object({ isOpen: z.boolean(), keyId: text.exactOptional() }).exactOptional(),
});
export type ReadRecord = z.infer<typeof ReadRecord>;

/** One that could not be, with the reason in our words. */
export const UnreadRecord = Place.extend({ unreadable: text });
export type EmlRecord = ReadRecord | z.infer<typeof UnreadRecord>;

const Identity = ReadRecord.pick({ headers: true });

/** Where an EML lies; of any record. */
export const EmlPlace = Place.pick({ zip: true, entry: true, sha256: true });
export type Place = z.infer<typeof Place>;

const OURS = /^x-telemessage-[\w-]+$/i;
const READ = new Set(['message-id', 'date']);
/** RFC 5322 2.1.1: what is longer is no line of a header. */
const MAX_ID_CHARACTERS = 998;

export function recordOf(place: Place, eml: Eml): ReadRecord {
  const { headers, attachments, ...rest } = eml;
  return {
    ...place,
    ...rest,
    headers: headers.filter(({ name }) => OURS.test(name) || READ.has(name.toLowerCase())),
    attachments: attachments.map(({ content, ...attachment }, index) => ({
      index,
      ...attachment,
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      kind: attachmentKind(attachment.contentType, attachment.fileName),
    })),
  };
}

/** `X-TELEMESSAGE-ArchiveMessageID`, else `Message-ID`. Undefined where the record has neither, or none that could be one. */
export function identify(record: unknown): { itemId: string; revision: number } | undefined {
  const headers = Identity.safeParse(record).data?.headers ?? [];
  const archived = decodeWords(headerOf(headers, 'x-telemessage-archivemessageid') ?? '').trim();
  const itemId =
    archived ||
    headerOf(headers, 'message-id')
      ?.trim()
      .replace(/^<(.*)>$/, '$1');
  return itemId && itemId.length <= MAX_ID_CHARACTERS ? { itemId, revision: 0 } : undefined;
}
