import { createHash } from 'node:crypto';
import { decodeWords } from 'postal-mime';
import { ArchiveError } from '../../domain/errors.js';
import type { Attachment, Item, Participant, Thread } from '../../domain/item.js';
import { sourceUserId } from '../../domain/participant.js';
import { writeAttachmentId } from './attachment-id.js';
import { headerOf } from './eml.js';
import { parseEmlDate } from './eml-date.js';
import { recordTypeOf } from './kinds.js';
import { LIMITS } from './limits.js';
import { personOf } from './person.js';
import { identify, ReadRecord, UnreadRecord } from './record.js';
import { deletionOf, groupBySubject, kindBySubject } from './subject.js';

/**
 * The item of an EML's record. Throws MalformedItem, naming what is missing and never what is there; OtherNetwork; and
 * ItemEncrypted where there was no key that opens it.
 */
export function itemOf(record: unknown, product: string): Item {
  const read = readable(record);
  checkNetwork(read);
  if (read.encrypted?.isOpen === false)
    throw new ArchiveError('ItemEncrypted', 'The EML is encrypted, and there is no key that opens it.');
  const { itemId, revision } = identify(read) ?? missing('Message-ID');
  const [sender = missing('From')] = peopleOf(read.from);
  const recipients = peopleOf([...read.to, ...read.cc]);
  const { recordType, ...kind } = kindOf(read);
  return {
    itemId,
    revision,
    recordType,
    product,
    messageTime: parseEmlDate(headerOf(read.headers, 'date') ?? '') ?? missing('Date'),
    archivedTime: read.archivedTime,
    direction: 'unknown',
    thread: threadOf(read, [sender, ...recipients]),
    sender,
    recipients,
    attachments: read.attachments.map((attachment) => attachmentOf(read, attachment)),
    ...(read.text !== '' && { text: read.text }),
    ...kind,
    sourceHeaders: sourceHeadersOf(read),
  };
}

function readable(record: unknown): ReadRecord {
  const unread = UnreadRecord.safeParse(record).data;
  if (unread) throw new ArchiveError('MalformedItem', unread.unreadable);
  const read = ReadRecord.safeParse(record).data;
  if (!read) throw new ArchiveError('MalformedItem', 'The record is none of an EML.');
  return read;
}

function missing(header: string): never {
  throw new ArchiveError('MalformedItem', `The EML has no ${header} that can be used.`);
}

function checkNetwork({ headers }: ReadRecord): void {
  const network = ourHeader(headers, 'network');
  if (network !== undefined && !/whats\s*app/i.test(network))
    throw new ArchiveError('OtherNetwork', 'The EML is of another network than WhatsApp.');
}

/** Of what was edited or deleted a drop says no more than that it was. */
function kindOf({ headers, subject = '' }: ReadRecord): Pick<Item, 'recordType' | 'deletion' | 'edit'> {
  const type = ourHeader(headers, 'messagetype');
  const named = type === undefined ? kindBySubject(subject) : recordTypeOf(type);
  const deletion = deletionOf(subject);
  // The prefix is all that a deletion is known by where the type is only that of what was deleted.
  const recordType = deletion && named === 'message' ? 'deletion' : named;
  if (recordType === 'deletion') return { recordType, deletion: deletion ?? {} };
  return recordType === 'edit' ? { recordType, edit: {} } : { recordType };
}

function threadOf({ headers, subject = '' }: ReadRecord, people: readonly Participant[]): Thread {
  const groupId = ourHeader(headers, 'groupid');
  const named = ourHeader(headers, 'group_name');
  const name = named ?? groupOf(subject, people);
  const threadId = ourHeader(headers, 'thread_id') ?? groupId;
  const isGroup = groupId !== undefined || name !== undefined;
  return {
    threadId: threadId ?? derivedId(name, people),
    type: isGroup ? 'group' : 'direct',
    ...(isGroup && name !== undefined && { name }),
  };
}

/** One recipient who is meant by the subject is no group. */
function groupOf(subject: string, people: readonly Participant[]): string | undefined {
  const name = groupBySubject(subject);
  const isPerson = people.some(({ displayName, userEmailAddress }) =>
    [displayName, userEmailAddress].some((known) => known?.toLowerCase() === name?.toLowerCase()),
  );
  return isPerson ? undefined : name;
}

/** By the people, and the name of a group: other people have a group of the same name. */
function derivedId(name: string | undefined, people: readonly Participant[]): string {
  const ids = people.map(sourceUserId).toSorted();
  const text = name === undefined ? ids.join('\n') : JSON.stringify([name, ids]);
  return `derived-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

function peopleOf(addresses: ReadRecord['from']): Participant[] {
  return addresses.flatMap((address) => personOf(address) ?? []);
}

function attachmentOf(
  { zip, entry }: ReadRecord,
  { index, fileName, contentType, sizeBytes, sha256, kind, declaredSize }: ReadRecord['attachments'][number],
): Attachment {
  return {
    attachmentId: writeAttachmentId({ zip, entry, index, isWhole: declaredSize === undefined }),
    fileName,
    contentType,
    sizeBytes: declaredSize ?? sizeBytes,
    kind,
    // The hash of nothing would vouch for what is lost.
    ...(declaredSize === undefined && { sha256 }),
  };
}

/** What a body was encrypted with is no business of a mailbox; it stands in the original. */
function sourceHeadersOf({ headers }: ReadRecord): { name: string; value: string }[] {
  return headers
    .filter(({ name }) => /^x-telemessage-(?!enc-)/i.test(name))
    .slice(0, LIMITS.MAX_SOURCE_HEADERS)
    .map(({ name, value }) => ({ name, value: value.slice(0, LIMITS.MAX_HEADER_CHARACTERS) }));
}

/** One of TeleMessage's own headers, decoded; undefined where it is empty. */
function ourHeader(headers: ReadRecord['headers'], name: string): string | undefined {
  return decodeWords(headerOf(headers, `x-telemessage-${name}`) ?? '').trim() || undefined;
}
