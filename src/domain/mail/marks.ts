import type { Call, Deletion, Item } from '../item.js';

const DIRECTIONS: Record<Item['direction'], string> = {
  inbound: 'Inbound',
  outbound: 'Outbound',
  unknown: '',
};
const OUTCOMES: Record<Call['status'], string> = {
  answered: 'Answered',
  missed: 'Missed',
  rejected: 'Rejected',
  busy: 'Busy',
  failed: 'Failed',
};
const DELETED_FOR: Record<NonNullable<Deletion['deletedFor']>, string> = {
  everyone: 'Deleted for everyone',
  me: 'Deleted for one person only',
  unknown: 'Deleted',
};
const READ: Record<NonNullable<Deletion['readState']>, string> = {
  read: 'Had been read',
  unread: 'Had not been read',
  unknown: '',
};

/** States in a word or two, for a reader who sees nothing else: which way it went, and what became of it. */
export function marksOf({
  direction,
  forwarded,
  quotedItemId,
  deletion,
  edit,
  reaction,
  call,
  revision,
}: Item): string[] {
  const marks = [
    DIRECTIONS[direction],
    forwarded === true ? 'Forwarded' : '',
    quotedItemId === undefined ? '' : 'Reply',
    edit === undefined ? '' : 'Edited',
    deletion === undefined ? '' : DELETED_FOR[deletion.deletedFor ?? 'unknown'],
    deletion === undefined ? '' : READ[deletion.readState ?? 'unknown'],
    reaction !== undefined && !reaction.emoji ? 'Taken back' : '',
    call === undefined ? '' : OUTCOMES[call.status],
    revision > 0 ? `Corrected by the source, revision ${revision}` : '',
  ];
  return marks.filter((mark) => mark !== '');
}
