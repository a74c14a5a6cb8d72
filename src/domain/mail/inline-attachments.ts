import type { MailAttachment } from '../mail.js';

/** What the request that creates a mail has room for. */
export interface CreateRoom {
  /** Of the attachments' own bytes. */
  maxBytes: number;
  /** Of the request's bytes, as `requestBytesOf` counts them. */
  maxRequestBytes: number;
  maxCount: number;
  requestBytesOf: (attachment: MailAttachment) => number;
}

/**
 * Which attachments go along with the creation of a mail, in the order of the mail, and which are added to it afterwards.
 * An attachment goes along as long as there is room for all that do; a later, smaller one may still fit. Those that follow
 * do so by size, equal ones in the order of the mail: where the mailbox refuses one as too large, the rest is no smaller.
 */
export function splitInline(
  attachments: readonly MailAttachment[],
  room: CreateRoom,
): { inline: MailAttachment[]; later: MailAttachment[] } {
  const inline: MailAttachment[] = [];
  const later: MailAttachment[] = [];
  let leftBytes = room.maxBytes;
  let leftRequestBytes = room.maxRequestBytes;
  for (const attachment of attachments) {
    const requestBytes = room.requestBytesOf(attachment);
    const isRoom = attachment.sizeBytes <= leftBytes && requestBytes <= leftRequestBytes;
    if (!isRoom || inline.length === room.maxCount) {
      later.push(attachment);
      continue;
    }
    inline.push(attachment);
    leftBytes -= attachment.sizeBytes;
    leftRequestBytes -= requestBytes;
  }
  return { inline, later: later.toSorted((a, b) => a.sizeBytes - b.sizeBytes) };
}
