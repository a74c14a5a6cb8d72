import type { Attachment } from '../../domain/item.js';
import { Random } from '../world/random.js';
import type { World } from '../world/world.js';
import { bodyText, contactCard } from './body-text.js';
import { deliveredId, type DropRecord } from './drop-record.js';
import { headersOf } from './eml-headers.js';
import { filePart, multipart, partText, textPart, type FilePart, type Part } from './mime-part.js';

/**
 * One record as TeleMessage mails it (docs/telemessage-sftp.md). Mailers differ, so headers, charsets, encodings and
 * structure vary by the record's id: the same record always gives the same bytes.
 */
export function emlOf(record: DropRecord, attachmentBytes: World['attachmentBytes']): Buffer {
  const random = new Random(`${deliveredId(record)}/eml`);
  const content = contentOf(record, filesOf(record, attachmentBytes), random);
  return Buffer.from(
    partText({
      headers: [...headersOf(record, random), 'MIME-Version: 1.0', ...content.headers],
      body: content.body,
    }),
    'latin1',
  );
}

function contentOf(record: DropRecord, files: FilePart[], random: Random): Part {
  const shown = files.filter(({ contentId }) => contentId !== undefined);
  const attached = files.filter(({ contentId }) => contentId === undefined);
  const text = bodyOf(bodyText(record), shown, random);
  return multipart('mixed', [text, ...attached.map((file) => filePart(file, random))], random);
}

/** Plain, as HTML, or both; with pictures in the text always as HTML. */
function bodyOf(text: string, shown: FilePart[], random: Random): Part {
  const way = shown.length > 0 ? 1 : random.below(5);
  const plain = textPart(text, 'plain', random);
  if (way > 1) return plain;
  const html = textPart(htmlOf(text, shown), 'html', random);
  const related = multipart('related', [html, ...shown.map((file) => filePart(file, random))], random);
  // HTML alone only where no reader can take the text for another one.
  if (way === 0 && /^[^\s<>&](?:[^\p{Cc}\p{Cf}\p{Zl}\p{Cs}\s<>&]| (?! ))*$/u.test(text)) return related;
  return multipart('alternative', [plain, related], random);
}

function htmlOf(text: string, shown: FilePart[]): string {
  const escaped = text
    .replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/\r\n|[\r\n]/g, '<br>\r\n');
  const pictures = shown.map(({ contentId }) => `<img src="cid:${contentId}">`);
  return `<html><body><p>${escaped}</p>${pictures.join('')}</body></html>`;
}

function filesOf(record: DropRecord, attachmentBytes: World['attachmentBytes']): FilePart[] {
  const { itemId, attachments = [], contacts = [] } = record;
  const files = attachments.map((attachment) => ({
    ...attachment,
    bytes: attachmentBytes(itemId, attachment.attachmentId),
    ...(isShown(attachment) && { contentId: `${attachment.attachmentId}@telemessage.example` }),
  }));
  const cards = contacts.map((contact) => {
    const bytes = contactCard(contact);
    return { fileName: 'contact.vcf', contentType: 'text/x-vcard', bytes, sizeBytes: bytes.length };
  });
  return [...files, ...cards];
}

/** Pictures with a caption stand in the text. */
function isShown({ kind, caption }: Attachment): boolean {
  return kind === 'image' && caption !== undefined;
}
