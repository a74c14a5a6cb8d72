import { createHash } from 'node:crypto';
import type { Random } from '../world/random.js';
import { deliveredId, type DropRecord } from './drop-record.js';
import { header, unstructured } from './mime-header.js';
import { addressOf, mailbox, mailboxes, shortName } from './people.js';
import { subjectOf } from './subject.js';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const INDIA_MS = 19_800_000;

/** Nobody publishes how TeleMessage spells them, and the subject says it too. Others are given as they are. */
const MESSAGE_TYPES: Record<string, readonly string[]> = {
  message: ['message', 'TEXT'],
  call: ['call', 'Voice Call'],
  deletion: ['deletion', 'Deleted Message', 'message'],
  edit: ['edit', 'Edited Message'],
  reaction: ['reaction', 'REACTION'],
  'group-event': ['group-event', 'Group Event'],
};

/** All headers of an EML but those of its content. The same record and randomness give the same. */
export function headersOf(record: DropRecord, random: Random): string[] {
  const id = deliveredId(record);
  return [
    ...peopleHeaders(record, random),
    header('Subject', unstructured(subjectOf(record, random), random)),
    header('Date', mailDate(record.messageTime, random)),
    header('Message-ID', `<${sha256(id).toString('hex').slice(0, 32)}@telemessage.example>`),
    ...ownHeaders(record, random).map(([name, value]) =>
      header(`X-TELEMESSAGE-${name}`, unstructured(value, random)),
    ),
  ];
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

/** As a production ingest knows them; some are missing now and then. */
function ownHeaders(record: DropRecord, random: Random): [name: string, value: string][] {
  const { thread, sender } = record;
  const id = deliveredId(record);
  const headers: [string, string | undefined][] = [
    ['ArchiveMessageID', id],
    ['ArchiveInitiator', sender && shortName(sender)],
    ['ArchiveSource', 'WhatsApp Phone Archiver'],
    ['MessageType', messageType(record, random)],
    ['Network', random.below(4) === 0 ? undefined : 'WhatsApp'],
    ['OriginalMesageIntegrity', sha256(id).toString('base64')], // sic
    ['SID', random.hex(8)],
    ['Status', 'Delivered'],
    ...threadHeaders(thread, random),
  ];
  return headers.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

function threadHeaders(
  { type, threadId, name }: DropRecord['thread'],
  random: Random,
): [string, string | undefined][] {
  if (type === 'direct') return [['THREAD_ID', random.below(2) === 0 ? undefined : threadId]];
  return [
    ['THREAD_ID', threadId],
    ['GroupID', threadId],
    ['GROUP_NAME', name],
    ['ThreadName', name],
  ];
}

function messageType(
  { recordType, location, contacts, poll }: DropRecord,
  random: Random,
): string | undefined {
  if (location !== undefined) return 'location';
  if (contacts !== undefined) return 'contact';
  if (poll !== undefined) return 'poll';
  const spellings = MESSAGE_TYPES[recordType] ?? [recordType];
  const isMissing = recordType in MESSAGE_TYPES && random.below(5) === 0;
  return isMissing ? undefined : random.pick(spellings);
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

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
