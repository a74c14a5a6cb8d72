import type { Deletion, Item, Participant } from '../item.js';
import { cleanLine, shorten } from './clean-text.js';
import { groupName, shortIdentifier } from './people.js';

/** Exchange cuts a subject after 255 characters; ours ends with an ellipsis instead. */
const MAX_SUBJECT = 255;

/**
 * Subject as TeleMessage writes it: "WhatsApp Message from 447700900123 to Sales Group"
 * (docs.smarsh.com/docs/handling-deleted-messages for deletions). Calls, edits, reactions and group events, for which
 * TeleMessage's wording is not known, follow its manner.
 */
export function subjectOf(item: Item, recipients: readonly Participant[]): string {
  const { sender, recordType } = item;
  const where = destination(item, recipients);
  const line =
    recordType === 'group-event'
      ? `WhatsApp Group Event in ${where}`
      : `${prefix(item)}WhatsApp ${kind(item)} from ${shortIdentifier(sender)} to ${where}`;
  return shorten(line, MAX_SUBJECT);
}

function prefix(item: Item): string {
  if (item.recordType === 'edit') return 'EDITED – ';
  return item.recordType === 'deletion' ? deletionPrefix(item.deletion) : '';
}

/** Where the source does not know whether it was read, TeleMessage names instead for whom it was deleted. */
function deletionPrefix(deletion: Deletion | undefined): string {
  if (deletion?.readState === 'read') return 'DELETED – READ – ';
  if (deletion?.readState === 'unread') return 'DELETED – UNREAD – ';
  if (deletion?.deletedFor === 'everyone') return 'DELETED For All - UNKNOWN - ';
  if (deletion?.deletedFor === 'me') return 'DELETED For Me - UNKNOWN - ';
  return 'DELETED – UNKNOWN – ';
}

function kind(item: Item): string {
  switch (item.recordType) {
    case 'message':
    case 'deletion':
    case 'edit':
      return 'Message';
    case 'reaction':
      return 'Reaction';
    case 'call':
      return { voice: 'Voice Call', video: 'Video Call', unknown: 'Call' }[item.call?.media ?? 'unknown'];
    default:
      return typeName(item.recordType);
  }
}

/** A record type we do not know, as the source wrote it. */
export function typeName(recordType: string): string {
  return shorten(cleanLine(recordType), 40) || 'Record';
}

function destination(item: Item, recipients: readonly Participant[]): string {
  if (item.thread.type === 'group') return groupName(item.thread);
  const [first = item.sender, ...others] = recipients;
  if (others.length === 0) return shortIdentifier(first);
  return `${shortIdentifier(first)} and ${others.length} ${others.length === 1 ? 'other' : 'others'}`;
}
