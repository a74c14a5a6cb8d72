import { createHash } from 'node:crypto';
import type { Attachment } from '../../domain/item.js';
import { Random } from '../world/random.js';
import type { World } from '../world/world.js';
import { bodyText, contactCard } from './body-text.js';
import { deliveredId, type DropRecord } from './drop-record.js';
import { header, unstructured } from './mime-header.js';
import { filePart, multipart, partText, textPart, type FilePart, type Part } from './mime-part.js';
import { addressOf, mailbox, mailboxes } from './people.js';
import { subjectOf } from './subject.js';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const INDIA_MS = 19_800_000;

/**
 * One record as TeleMessage mails it (docs/telemessage-sftp.md). Mailers differ, so headers, charsets, encodings and
 * structure vary by the record's id: the same record always gives the same bytes.
 */
export function emlOf(record: DropRecord, attachmentBytes: World['attachmentBytes']): Buffer {
  const random = new Random(`${deliveredId(record)}/eml`);
  const headers = [...peopleHeaders(record, random), ...aboutHeaders(record, random)];
  const content = contentOf(record, filesOf(record, attachmentBytes), random);
  return Buffer.from(
    partText({ headers: [...headers, 'MIME-Version: 1.0', ...content.headers], body: content.body }),
    'latin1',
  );
}

/** Whoever a group event names and is not in the group is in Cc: it concerns them. */
function peopleHeaders({ sender, recipients, groupEvent }: DropRecord, random: Random): string[] {
  const there = new Set([...(sender ? [sender] : []), ...recipients].map(addressOf));
  const others = (groupEvent?.participants ?? []).filter((one) => !there.has(addressOf(one)));
  const cc = mailboxes(others, recipients.length + 2, random);
  return [
    ...(sender === undefined ? [] : [header('From', mailbox(sender, 1, random))]),
    header('To', mailboxes(recipients, 2, random)),
    ...(cc === '' ? [] : [header('Cc', cc)]),
  ];
}

function aboutHeaders(record: DropRecord, random: Random): string[] {
  const { thread, recordType, messageTime } = record;
  const id = deliveredId(record);
  const own = (name: string, value: string): string =>
    header(`X-TELEMESSAGE-${name}`, unstructured(value, random));
  const isGroup = thread.type === 'group';
  return [
    header('Subject', unstructured(subjectOf(record, random), random)),
    header('Date', mailDate(messageTime, random)),
    header(
      'Message-ID',
      `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@telemessage.example>`,
    ),
    own('ArchiveMessageID', id),
    own('MessageType', messageType(record, recordType)),
    ...(random.below(4) === 0 ? [] : [own('Network', 'WhatsApp')]),
    ...(isGroup || random.below(2) === 0 ? [own('THREAD_ID', thread.threadId)] : []),
    ...(isGroup ? [own('GroupID', thread.threadId)] : []),
    ...(isGroup && thread.name !== undefined ? [own('GROUP_NAME', thread.name)] : []),
    own('ArchiveSource', 'WhatsApp Phone Archiver'),
    own('Status', 'Delivered'),
  ];
}

function messageType({ location, contacts, poll }: DropRecord, recordType: string): string {
  if (location !== undefined) return 'location';
  if (contacts !== undefined) return 'contact';
  return poll === undefined ? recordType : 'poll';
}

/** RFC 5322, in UTC or in a zone of the phone. */
function mailDate(instant: string, random: Random): string {
  const [, year = '', month, day, time] = /^(\d+)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(instant) ?? [];
  // Impossible, and written down as it came.
  if (year.length > 4) return `${day} ${MONTHS[Number(month) - 1]} ${year} ${time} +0000`;
  const isInIndia = random.below(8) === 0;
  const date = new Date(Date.parse(instant) + (isInIndia ? INDIA_MS : 0));
  const words = [date.getUTCDate(), MONTHS[date.getUTCMonth()], date.getUTCFullYear()];
  const zone = isInIndia ? '+0530' : '+0000';
  return `${WEEKDAYS[date.getUTCDay()]}, ${words.join(' ')} ${date.toISOString().slice(11, 19)} ${zone}`;
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
