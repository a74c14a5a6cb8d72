import type { Deletion } from '../../domain/item.js';
import type { Random } from '../world/random.js';
import type { DropRecord } from './drop-record.js';
import { shortName } from './people.js';

/** As the documentation has it, as keyboards have it, and as wrong charsets have it. */
const DASHES = ['–', '-', '—', 'â€“', '\uFFFD', ''] as const;

const WHAT: Record<string, string> = {
  call: 'Call',
  edit: 'Edited Message',
  reaction: 'Reaction',
  'group-event': 'Group Event',
};

/** `WhatsApp Message From 16174354634 to Sales Group` (docs.smarsh.com), with the prefix of a deletion where it is one. */
export function subjectOf(record: DropRecord, random: Random): string {
  const { recordType, sender, deletion } = record;
  const from = random.pick(['From', 'from']);
  const who = sender === undefined ? 'Unknown' : shortName(sender);
  const plain = `WhatsApp ${WHAT[recordType] ?? 'Message'} ${from} ${who} to ${receiver(record)}`;
  return deletion === undefined ? plain : `${deletedPrefix(deletion, random)} ${plain}`;
}

function receiver({ thread, recipients }: DropRecord): string {
  if (thread.type === 'group') return thread.name ?? 'Group';
  return recipients.map(shortName).join(', ');
}

function deletedPrefix({ deletedFor, readState }: Deletion, random: Random): string {
  const dash = random.pick(DASHES);
  const dashed = (...words: string[]): string =>
    words
      .flatMap((word) => [word, dash])
      .filter((word) => word !== '')
      .join(' ');
  if (readState === 'read' || readState === 'unread') return dashed('DELETED', readState.toUpperCase());
  return dashed(deletedFor === 'me' ? 'DELETED For Me' : 'DELETED For All').concat(' UNKNOWN');
}
