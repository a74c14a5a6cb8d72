import type { Attachment, Item } from '../item.js';
import type { MailAttachment } from '../mail.js';
import { safeContentType, safeFileName } from './file-name.js';

/** What staging knows of an attachment; `blob` and `sha256` are null where the source no longer had the bytes. */
export interface StagedBytes {
  blob: string | null;
  sizeBytes: number;
  sha256: string | null;
}

const LEFT_OUT: Record<NonNullable<MailAttachment['leftOut']>, string> = {
  AttachmentTooLarge: 'Left out of this mail because of its size. The archive keeps the bytes.',
  AttachmentUnavailable: 'Not archived: the source no longer had the bytes.',
};

/** Why the attachment is not in the mail; empty where it is. */
export function leftOutNote({ leftOut }: MailAttachment): string {
  return leftOut === undefined ? '' : LEFT_OUT[leftOut];
}

/** Whether there are bytes to embed. */
export function hasBytes({ blob, content }: MailAttachment): boolean {
  return blob !== null || content !== undefined;
}

/** The attachment as mail names it. `position` counts from 1 and names a file that came without a name. */
export function mailAttachment(
  attachment: Attachment,
  position: number,
  { blob, sizeBytes, sha256 }: StagedBytes,
): MailAttachment {
  return {
    fileName: safeFileName(attachment.fileName, `attachment-${position}`),
    contentType: safeContentType(attachment.contentType),
    sizeBytes,
    sha256,
    blob,
    ...(attachment.kind === undefined ? {} : { kind: attachment.kind }),
    ...(attachment.caption === undefined ? {} : { caption: attachment.caption }),
    ...(blob === null ? { leftOut: 'AttachmentUnavailable' } : {}),
  };
}

/**
 * Marks what a mailbox copy has to leave out: each attachment over `maxItemBytes` (equal passes), then the largest ones
 * until the rest is at most `maxTotalBytes`. Of two that are equally large the later one goes. Changes nothing in place.
 */
export function fitAttachments(
  attachments: readonly MailAttachment[],
  limits: { maxItemBytes: number; maxTotalBytes: number },
): MailAttachment[] {
  const embedded = attachments.filter((attachment) => attachment.leftOut === undefined);
  const tooLarge = new Set(embedded.filter((attachment) => attachment.sizeBytes > limits.maxItemBytes));
  const rest = embedded.filter((attachment) => !tooLarge.has(attachment));
  let total = rest.reduce((sum, attachment) => sum + attachment.sizeBytes, 0);
  for (const attachment of rest.toReversed().toSorted((a, b) => b.sizeBytes - a.sizeBytes)) {
    if (total <= limits.maxTotalBytes) break;
    tooLarge.add(attachment);
    total -= attachment.sizeBytes;
  }
  return attachments.map((attachment) =>
    tooLarge.has(attachment) ? { ...attachment, leftOut: 'AttachmentTooLarge' } : attachment,
  );
}

/** UTF-8 bytes of everything people wrote in the item, attachments aside: what `ItemTooLarge` is judged by. */
export function ownTextBytes(item: Item): number {
  const { text, location, contacts = [], poll, groupEvent, attachments } = item;
  const texts = [
    text,
    location?.name,
    location?.address,
    ...contacts.flatMap((contact) => [contact.name, ...(contact.phoneNumbers ?? [])]),
    poll?.question,
    ...(poll?.options ?? []),
    groupEvent?.newName,
    ...attachments.map((attachment) => attachment.caption),
  ];
  return texts.reduce((sum, part) => sum + Buffer.byteLength(part ?? ''), 0);
}
