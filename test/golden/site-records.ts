import { createHash } from 'node:crypto';
import { parseItem } from '../../src/sources/telemessage/item-schema.js';
import { refused, type Refused, type Specimen } from './specimen.js';

export const anna = {
  phoneNumber: '+447700900123',
  displayName: 'Anna Archer',
  userEmailAddress: 'anna@contoso.example',
};
export const ben = {
  phoneNumber: '00447700900456',
  displayName: 'Ben Baker',
  userEmailAddress: 'ben@contoso.example',
};
/** A client: no address at the company, and a number that only the WhatsApp id tells. */
export const clara = { whatsAppId: '4917604069012@s.whatsapp.net', displayName: 'Clara Client' };
/** Has a hidden number. */
export const dora = { whatsAppId: '98765432101234@lid', displayName: 'דורה' };
export const group = { threadId: '120363041234@g.us', type: 'group', name: 'Sales Group' };

/** A message from Anna to Clara as the site lists it, with whatever a specimen has different. */
export function siteRecord(changes: object = {}): Record<string, unknown> {
  return {
    itemId: '3EB0C767D26A1B2F4E',
    revision: 0,
    recordType: 'message',
    network: 'WhatsApp',
    product: 'whatsapp-phone-archiver',
    messageTime: '2026-03-03T09:15:27.123Z',
    archivedTime: '2026-03-03T09:16:02Z',
    direction: 'outbound',
    thread: { threadId: '4917604069012@s.whatsapp.net', type: 'direct' },
    sender: anna,
    recipients: [clara],
    attachments: [],
    ...changes,
  };
}

type About = Pick<Specimen, 'name' | 'kind' | 'files'> & { answers?: object };

/** The specimen of a record, read as the product reads what the site lists. */
export function siteSpecimen({ answers, ...about }: About, changes: object): Specimen {
  const record = siteRecord(changes);
  const target = answers && parseItem(siteRecord(answers));
  return { ...about, record, item: parseItem(record), ...(target && { target }) };
}

/** A record that the site lists and that is reported. */
export function siteRefused(kind: string, changes: object): Refused {
  return refused(kind, () => parseItem(siteRecord(changes)));
}

/** A record's account of a file. */
export function fileRecord(
  fileName: string,
  contentType: string,
  bytes: Buffer,
  changes: object = {},
): object {
  return {
    attachmentId: `att-${fileName.length}`,
    fileName,
    contentType,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...changes,
  };
}
