import { z } from 'zod';
import { isBase64 } from './extended-properties.js';
import { notInSandbox } from './graph-error.js';
import { newId, type StoredAttachment } from './mailbox.js';

const ignored = z.unknown().optional();

/** A fileAttachment; the type must be said, since `attachment` is abstract. */
export const attachmentSchema = z.strictObject({
  '@odata.type': z.enum(['#microsoft.graph.fileAttachment', 'microsoft.graph.fileAttachment']),
  name: z.string().min(1),
  contentBytes: z.string().refine(isBase64),
  contentType: z.string().nullish(),
  isInline: z.boolean().optional(),
  contentId: z.string().nullish(),
  contentLocation: ignored,
  id: ignored,
  size: ignored,
  lastModifiedDateTime: ignored,
});

/** itemAttachment and referenceAttachment exist in Graph; nothing here stores them. */
export function refuseOtherKinds(attachment: unknown): void {
  const type = z.object({ '@odata.type': z.string() }).safeParse(attachment).data?.['@odata.type'];
  if (/(item|reference)Attachment$/.test(type ?? ''))
    throw notInSandbox('attachments other than fileAttachment');
}

/** "Less than 3 MB" holds without a check here: in base64, 3 MB are more than a request may hold. */
export function storeAttachment(given: z.infer<typeof attachmentSchema>): StoredAttachment {
  const about = {
    name: given.name,
    contentType: given.contentType ?? 'application/octet-stream',
    isInline: given.isInline ?? false,
    contentId: given.contentId ?? null,
  };
  return storedFile(about, Buffer.from(given.contentBytes, 'base64'));
}

export function storedFile(
  about: Omit<StoredAttachment, 'id' | 'bytes' | 'lastModifiedDateTime'>,
  bytes: Buffer,
): StoredAttachment {
  const lastModifiedDateTime = `${new Date().toISOString().slice(0, 19)}Z`;
  return { id: newId('AAMk'), ...about, bytes, lastModifiedDateTime };
}

/** As Graph returns it. `size` is what Exchange counts, a little more than the bytes. */
export function attachmentView(attachment: StoredAttachment): Record<string, unknown> {
  const { bytes, ...rest } = attachment;
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    '@odata.mediaContentType': rest.contentType,
    ...rest,
    size: bytes.length + 150,
    contentLocation: null,
    contentBytes: bytes.toString('base64'),
  };
}
