import { participantsOf, type Item } from '../item.js';
import { sourceUserId } from '../participant.js';
import { cleanBlock, cleanLine, shorten } from './clean-text.js';
import type { Clock } from './clock.js';
import { kindName } from './kinds.js';
import { personName } from './people.js';
import { statementOf } from './statement.js';
import { titleOf } from './title.js';

/** As much as reminds a reader of the message that is answered. */
const MAX_REMINDER = 700;
/** What was edited or deleted is shown whole: as long as WhatsApp lets a message be. */
const MAX_ORIGINAL = 65_536;

/** The message that an item answers, edits, deletes or reacts to, as its mail shows it. */
export interface Quote {
  /** What it is to the item: "In reply to". */
  heading: string;
  itemId: string;
  /** Undefined where the archive does not have it. */
  known: { author: string; time: string; words: string; files: string[] } | undefined;
}

/** The item that this one answers, edits, deletes or reacts to; undefined where there is none, or the source does not say. */
export function targetOf(item: Item): string | undefined {
  const { edit, deletion, reaction, quotedItemId } = item;
  const named = [edit?.editedItemId, deletion?.deletedItemId, reaction?.targetItemId, quotedItemId];
  return named.find((id) => id !== undefined && id !== '');
}

/**
 * Whether an item's mails may show its target: everybody in the item was in the target too, or it is a reply in the same
 * thread, which WhatsApp itself shows with its quote to whoever joined later. Otherwise a made-up id would bring another
 * chat into a mailbox, and an edit or a deletion what was written before somebody joined. People are told apart by number,
 * id or address, never by the names that they choose.
 */
export function mayShow(item: Item, target: Item): boolean {
  const isReply = item.edit === undefined && item.deletion === undefined && item.reaction === undefined;
  if (isReply && target.thread.threadId === item.thread.threadId) return true;
  const knows = new Set(participantsOf(target).map(sourceUserId));
  return participantsOf(item).every((participant) => knows.has(sourceUserId(participant)));
}

/** `target` is what was known of it when the item was staged. */
export function quoteOf(item: Item, target: Item | undefined, clock: Clock): Quote | undefined {
  const itemId = targetOf(item);
  if (itemId === undefined) return undefined;
  const [heading, max] = roleOf(item);
  return { heading, itemId: cleanLine(itemId), known: target && excerpt(target, max, clock) };
}

function roleOf(item: Item): [heading: string, maxWords: number] {
  if (item.edit) return ['Before the edit', MAX_ORIGINAL];
  if (item.deletion) return ['The deleted message', MAX_ORIGINAL];
  return [item.reaction ? 'Reaction to' : 'In reply to', MAX_REMINDER];
}

function excerpt(target: Item, max: number, clock: Clock): NonNullable<Quote['known']> {
  const words = cleanBlock(target.text ?? '').trim() || (statementOf(target) ?? gist(target));
  return {
    author: personName(target.sender),
    time: clock(target.messageTime),
    words: shorten(words, max),
    files: target.attachments.map(({ fileName, kind }) => cleanLine(`${kindName(kind)}: ${fileName}`)),
  };
}

/** What stands in a message without text, in a line. */
function gist(item: Item): string {
  const { location, contacts = [], poll } = item;
  const parts = [
    poll?.question,
    ...(location ? [location.name, location.address, `${location.latitude}, ${location.longitude}`] : []),
    ...contacts.map(({ name }) => name),
  ];
  const content = parts.map((part) => cleanLine(part ?? '')).filter((part) => part !== '');
  return content.length === 0 ? titleOf(item) : `${titleOf(item)}: ${content.join(', ')}`;
}
