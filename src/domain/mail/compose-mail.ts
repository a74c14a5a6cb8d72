import { ArchiveError } from '../errors.js';
import { messageId } from '../identity.js';
import type { Item, Participant } from '../item.js';
import type { Mail, MailAddress, MailAttachment } from '../mail.js';
import { cleanLine, shorten } from './clean-text.js';
import { localClock, utcClock } from './clock.js';
import { htmlPart } from './html-part.js';
import { recipientsOf } from './people.js';
import { sheetOf } from './sheet.js';
import { sourceHeadersOf } from './source-headers.js';
import { subjectOf } from './subject.js';
import { targetOf } from './target.js';
import { textPart } from './text-part.js';
import { threadIndex, threadTopic } from './thread.js';

export interface MailContext {
  /** The source account, which scopes item and thread ids. */
  account: string;
  /** With their staging state, `leftOut` set where this mail does not embed them. */
  attachments: MailAttachment[];
  /** `sourceAddress` for the .eml, the mapped address for a mailbox copy. */
  addressOf: (participant: Participant) => MailAddress;
  /** The thread's known people, named where the item itself names no recipient. */
  recipients?: Participant[];
  /** What the item answers, edits, deletes or reacts to, where the archive had it when the item was staged. */
  target?: Item;
  /** IANA name: times are shown in it too. Never for the .eml, which must not depend on settings. */
  timezone?: string | undefined;
}

/**
 * Turns an item into its mail: pure, the same mail every time. A change here that alters any byte must raise
 * CONVERTER_VERSION. Throws MalformedItem where the message time cannot be a mail's date.
 */
export function composeMail(item: Item, context: MailContext): Mail {
  const { account, attachments, addressOf, timezone } = context;
  const recipients = recipientsOf(item, context.recipients ?? []);
  const subject = subjectOf(item, recipients);
  const clock = timezone === undefined ? utcClock : localClock(timezone);
  const sheet = sheetOf(item, { recipients, attachments, target: context.target, clock });
  const target = targetOf(item);
  return {
    messageId: messageId(account, item.itemId, item.revision),
    subject,
    from: cleanAddress(addressOf(item.sender)),
    to: toAddresses(recipients.length > 0 ? recipients : [item.sender], addressOf),
    date: dateOf(item),
    ...(target === undefined ? {} : { inReplyTo: messageId(account, target) }),
    threadTopic: threadTopic(item, recipients),
    threadIndex: threadIndex(account, item.thread.threadId),
    headers: headersOf(item),
    sourceHeaders: sourceHeadersOf(item),
    text: textPart(sheet),
    html: htmlPart(subject, sheet),
    attachments,
  };
}

function toAddresses(people: readonly Participant[], addressOf: MailContext['addressOf']): MailAddress[] {
  const byAddress = new Map<string, MailAddress>();
  for (const address of people.map(addressOf).map(cleanAddress)) {
    const key = address.address.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, address);
  }
  return [...byAddress.values()];
}

function cleanAddress({ name, address }: MailAddress): MailAddress {
  return { name: cleanLine(name), address };
}

/** RFC 5322 section 3.3 knows years from 1900; sources have been seen to deliver the year 57300. */
function dateOf({ messageTime }: Item): string {
  const time = new Date(messageTime);
  const year = time.getUTCFullYear();
  if (year >= 1900 && year <= 9999) return time.toISOString();
  throw new ArchiveError(
    'MalformedItem',
    'The messageTime of the item is no time between the years 1900 and 9999.',
  );
}

/** What a search or an export tool may want without opening the mail. Graph takes five headers at most, all named x-…. */
function headersOf(item: Item): Mail['headers'] {
  const headers = [
    { name: 'X-WhatsApp-Archiver-Item', value: item.itemId },
    { name: 'X-WhatsApp-Archiver-Record', value: item.recordType },
    { name: 'X-WhatsApp-Archiver-Direction', value: item.direction },
    { name: 'X-WhatsApp-Archiver-Thread', value: item.thread.threadId },
    { name: 'X-WhatsApp-Archiver-Archived', value: item.archivedTime },
  ];
  return headers.map(({ name, value }) => ({ name, value: asciiOnly(shorten(cleanLine(value), 300)) }));
}

/** Graph takes printable ASCII only. What is not is percent-encoded, and so is the percent sign, so that it can be undone. */
function asciiOnly(value: string): string {
  return value.replace(/[^\x20-\x24\x26-\x7e]/gu, (character) => encodeURIComponent(character));
}
