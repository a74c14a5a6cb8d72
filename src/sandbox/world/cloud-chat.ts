import { timesOf } from './calendar.js';
import { mailboxOf, type Identity } from './people.js';
import { Random } from './random.js';
import { toRecord } from './record.js';
import type { ChatThread } from './threads.js';
import type { World } from './world.js';

const PRODUCT = 'whatsapp-cloud-archiver';

const LINES = [
  'Good morning! Is the offer for Fabrikam out?',
  'Yes, since last night.',
  'Great. I will call them at ten.',
  'Tell them the delivery takes two weeks.',
  'They want it in one 🙂',
  'Then we ask the warehouse.',
];

/** A little talk that the account's other product has archived, for whoever adds a connector for it by hand. */
export interface CloudChat {
  items: unknown[];
  /** Object ids of those who talk: the address property leads to their mailboxes, without a mapping file. */
  mailboxes: string[];
}

/**
 * On the day of the world, between two people of it. Pure. It is no part of what the world expects: nothing of it comes
 * before somebody adds that connector.
 */
export function cloudChat({ people, window }: Pick<World, 'people' | 'window'>): CloudChat {
  const talkers = people.flatMap(({ identities }) => identities.filter(isMappedAutomatically)).slice(0, 2);
  const day = window.from.slice(0, 10);
  const random = new Random(`cloud/${day}`);
  const thread: ChatThread = { threadId: `direct-${random.hex(12)}`, type: 'direct', members: talkers };
  const items = LINES.flatMap((text, place) => {
    const sender = talkers[place % talkers.length];
    if (sender === undefined) return [];
    const itemId = `tm-cloud-${day}-${place}`;
    const entry = { recordType: 'message', itemId, revision: 0, thread, sender, content: { text } };
    return [toRecord(entry, PRODUCT, timesOf(day, place, LINES.length, random), random)];
  });
  return { items, mailboxes: talkers.flatMap(({ mailboxes }) => mailboxes.automatic ?? []) };
}

function isMappedAutomatically(identity: Identity): boolean {
  return identity.digits !== undefined && mailboxOf(identity, 'automatic', 0) !== null;
}
