import { createHash } from 'node:crypto';
import type { Item } from '../item.js';
import type { MailAttachment } from '../mail.js';
import { safeFileName } from './file-name.js';
import { vcard, type Contact } from './vcard.js';

/** A file each, since Outlook opens only the first contact of a file; of more, mail would be all paper clips. */
const MAX_FILES = 10;

/** The contacts that stand in a record, as files that phones and address books open: made by us, the same every time. */
export function contactCards({ contacts = [] }: Item): MailAttachment[] {
  if (contacts.length > MAX_FILES) return [card(contacts, `${contacts.length} contacts`)];
  return contacts.map((contact, index) => card([contact], contact.name?.trim() || `contact-${index + 1}`));
}

function card(contacts: readonly Contact[], name: string): MailAttachment {
  const content = contacts.map(vcard).join('');
  return {
    fileName: safeFileName(`${name}.vcf`, 'contact.vcf'),
    contentType: 'text/vcard; charset=utf-8',
    sizeBytes: Buffer.byteLength(content),
    sha256: createHash('sha256').update(content).digest('hex'),
    blob: null,
    content,
    kind: 'contact-card',
    caption: 'Made by the archive from the record.',
  };
}
