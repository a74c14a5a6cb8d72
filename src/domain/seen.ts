import { createHash } from 'node:crypto';
import type { Participant } from './item.js';
import { sourceUserId } from './participant.js';

/** Somebody the source has named, as mapping sees them: a number with another address property is another row. */
export interface SeenPerson {
  /** The first 24 hex digits of SHA-256 over who they are and the address property. */
  key: string;
  participant: Participant;
}

/**
 * Who took part in an item, and whose mailbox each had when it was last mapped. Once the item is delivered for somebody
 * their mailbox stays the one that has it.
 */
export interface Appearance {
  itemKey: string;
  archivedTime: string;
  messageTime: string;
  people: {
    /** Of SeenPerson. */
    key: string;
    /** Entra object id; null without a mailbox. */
    mailbox: string | null;
    /** The mailbox they had before, where they have none any more: whose the number was when the message was sent. */
    former?: string;
  }[];
  /** The mailbox that has the item because none of its people had one. */
  catchAll?: string;
}

/** The same for every spelling of a number and of an address. */
export function seenKey(participant: Participant): string {
  const address = participant.userEmailAddress?.trim().toLowerCase() ?? null;
  return createHash('sha256')
    .update(JSON.stringify([sourceUserId(participant), address]))
    .digest('hex')
    .slice(0, 24);
}

/** Whether the item waits in staging: nobody has a copy of it. */
export function isWaiting({ people, catchAll }: Appearance): boolean {
  return catchAll === undefined && people.every(({ mailbox }) => mailbox === null);
}
