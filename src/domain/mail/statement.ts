import type { Call, Deletion, Item } from '../item.js';
import { cleanLine } from './clean-text.js';
import { groupEventStatement } from './group-event.js';
import { peopleLine, personName } from './people.js';
import { duration } from './rows.js';

const OUTCOMES: Record<Call['status'], string> = {
  answered: 'answered',
  missed: 'missed, nobody answered',
  rejected: 'rejected',
  busy: 'not taken, the line was busy',
  failed: 'failed, no connection',
};

const DELETED_FOR: Record<NonNullable<Deletion['deletedFor']>, string> = {
  everyone: ' for everyone',
  me: ' for themselves only',
  unknown: '',
};

/**
 * What happened, in a sentence: who did what to whom, and what came of it. Undefined where people wrote or sent
 * something, which speaks for itself. Clean text in one line.
 */
export function statementOf(item: Item): string | undefined {
  const { call, groupEvent, reaction, deletion, edit } = item;
  const who = personName(item.sender);
  if (call) return callStatement(item, call);
  if (groupEvent) return groupEventStatement(who, groupEvent);
  if (reaction) return reactionStatement(who, cleanLine(reaction.emoji ?? ''));
  if (deletion) return `${who} deleted a message${DELETED_FOR[deletion.deletedFor ?? 'unknown']}.`;
  return edit && `${who} edited a message.`;
}

function callStatement({ sender, recipients }: Item, { media, status, durationSeconds }: Call): string {
  const whom = recipients.length === 0 ? 'somebody' : peopleLine(recipients);
  const length = durationSeconds === undefined ? '' : `, ${duration(durationSeconds)}`;
  return `${personName(sender)} made a ${media} call to ${whom}: ${OUTCOMES[status]}${length}.`;
}

function reactionStatement(who: string, emoji: string): string {
  return emoji === '' ? `${who} took back a reaction.` : `${who} reacted with ${emoji}`;
}
