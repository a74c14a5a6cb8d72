import { itemOf } from '../../src/sources/telemessage-sftp/item.js';
import { readAttachmentId } from '../../src/sources/telemessage-sftp/attachment-id.js';
import { readEml } from '../../src/sources/telemessage-sftp/eml.js';
import { readRecord } from '../../src/sources/telemessage-sftp/eml-reader.js';
import { anEml, type EmlParts } from '../sources/telemessage-sftp/fixture.js';
import { refused, type Refused, type Specimen } from './specimen.js';

const DROP = {
  name: '202603030000-TeleMessage_1_100000.zip',
  zippedAt: '2026-03-03T10:00:00.000Z',
};
const PRODUCT = 'whatsapp-phone-archiver';
const ANNA = '"#1 Anna Archer +447700900123" <anna@contoso.example>';
const CLARA = '"#2 Clara Client" <4917604069012@s.whatsapp.net>';

/** Over the usual headers of a message from Anna to Clara. */
export const fromClara = { From: CLARA, To: ANNA };
export const toGroup = {
  To: `"#2 Ben Baker (+447700900456)" <ben@contoso.example>, ${CLARA.replace('#2', '#3')}`,
  Subject: 'WhatsApp Message from 447700900123 to Sales Group',
  'X-TELEMESSAGE-GroupID': '120363041234@g.us',
  'X-TELEMESSAGE-GROUP_NAME': 'Sales Group',
};

/** A message from Anna to Clara as a drop brings it, with whatever a specimen has different. */
function sftpEml({ headers, ...parts }: EmlParts): Buffer {
  const own = {
    Date: 'Tue, 03 Mar 2026 09:15:27 +0000',
    From: ANNA,
    To: CLARA,
    Subject: 'WhatsApp Message from 447700900123 to 4917604069012',
    'X-TELEMESSAGE-ArchiveMessageID': '0f8b2c61-9d3e',
  };
  return Buffer.from(anEml({ headers: { ...own, ...headers }, ...parts }));
}

/** Read as the product reads what lies in a ZIP, and through JSON as a page stages it. */
async function recordFrom(eml: Buffer): Promise<unknown> {
  const record = await readRecord(new Uint8Array(eml), { drop: DROP, entry: 'one.eml' }, undefined);
  return JSON.parse(JSON.stringify(record));
}

type About = Pick<Specimen, 'name' | 'comparedWith'> & { kind: string };

export async function sftpSpecimen(about: About, parts: EmlParts): Promise<Specimen> {
  const original = sftpEml(parts);
  const record = await recordFrom(original);
  const item = itemOf(record, PRODUCT);
  const { attachments } = await readEml(new Uint8Array(original), undefined);
  const files = item.attachments.map(({ attachmentId }) => {
    const { index, isWhole } = readAttachmentId(attachmentId);
    return isWhole ? (attachments[index]?.content ?? null) : null;
  });
  return { ...about, name: `sftp-${about.name}`, record, item, files, original };
}

/** An EML that a drop brings and that is reported. */
export async function sftpRefused(kind: string, parts: EmlParts): Promise<Refused> {
  const record = await recordFrom(sftpEml(parts));
  return refused(kind, () => itemOf(record, PRODUCT));
}
