import type { MailAttachment } from '../mail.js';

/** What every mail program shows; webp and heic are not among them, and svg can hold scripts. */
const SHOWN_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif']);
const MAX_SHOWN = 10;
/** Together: they must go into the one request that creates a mailbox copy, beside a long text. */
const MAX_SHOWN_BYTES = 2_000_000;

/**
 * Marks the pictures that the HTML shows, by a content id made of the Message-ID: the first ones, as long as they fit.
 * It does not depend on what a mailbox copy leaves out, so that the .eml stays the same whatever the settings are.
 */
export function withShownImages(messageId: string, attachments: readonly MailAttachment[]): MailAttachment[] {
  let shown = 0;
  let shownBytes = 0;
  return attachments.map((attachment) => {
    const isPicture = attachment.blob !== null && SHOWN_TYPES.has(attachment.contentType);
    const isRoom = shown < MAX_SHOWN && shownBytes + attachment.sizeBytes <= MAX_SHOWN_BYTES;
    if (!isPicture || !isRoom || attachment.sizeBytes === 0) return attachment;
    shown += 1;
    shownBytes += attachment.sizeBytes;
    return { ...attachment, contentId: `image${shown}.${messageId.replace(/[<>]/g, '')}` };
  });
}
