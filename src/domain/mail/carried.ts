import { messageId } from '../identity.js';
import { RECORD_TYPES, type Item } from '../item.js';
import type { BlobRef, StagedItem } from '../ledger-entry.js';
import type { MailAttachment } from '../mail.js';
import { mailAttachment } from './attachments.js';
import { contactCards } from './contact-cards.js';
import { withShownImages } from './shown-images.js';

/** What of a staged item its attachments are made of. */
export type StagedParts = Pick<StagedItem, 'account' | 'attachments' | 'record' | 'original'>;

/** Everything that the mail of an item carries: what came with it, as it was staged, and what its record tells besides. */
export function carriedBy(item: Item, staged: StagedParts): MailAttachment[] {
  const given = item.attachments.map((attachment, index) => {
    const lost = { blob: null, sizeBytes: attachment.sizeBytes, sha256: attachment.sha256 ?? null };
    return mailAttachment(attachment, index + 1, staged.attachments[index] ?? lost);
  });
  const shown = withShownImages(messageId(staged.account, item.itemId, item.revision), given);
  return [...shown, ...contactCards(item), ...rawForm(item, staged)];
}

/** A kind of record that we do not know may say things our layout does not show: its raw form goes along. */
function rawForm({ recordType }: Item, { record, original }: StagedParts): MailAttachment[] {
  if (RECORD_TYPES.includes(recordType)) return [];
  if (original) return [rawFile('original.eml', 'application/octet-stream', original)];
  return [rawFile('record.json', 'application/json', record)];
}

function rawFile(fileName: string, contentType: string, { blob, sha256, bytes }: BlobRef): MailAttachment {
  return { fileName, contentType, sizeBytes: bytes, sha256, blob };
}
