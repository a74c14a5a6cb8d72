import type { MailAttachment } from '../mail.js';

/**
 * Which attachments go along with the creation of a mail, and which are added to it afterwards, each in the order of
 * the mail. An attachment goes along as long as all that do are at most `maxBytes`; a later, smaller one may still fit.
 */
export function splitInline(
  attachments: readonly MailAttachment[],
  maxBytes: number,
): { inline: MailAttachment[]; later: MailAttachment[] } {
  const inline: MailAttachment[] = [];
  const later: MailAttachment[] = [];
  let leftBytes = maxBytes;
  for (const attachment of attachments) {
    const fits = attachment.sizeBytes <= leftBytes;
    if (fits) leftBytes -= attachment.sizeBytes;
    (fits ? inline : later).push(attachment);
  }
  return { inline, later };
}
