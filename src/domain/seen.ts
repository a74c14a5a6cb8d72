import type { Participant } from './item.js';

/** Somebody the source has named, as mapping sees them: a number with another address property is another row. */
export interface SeenPerson {
  /** The first 24 hex digits of SHA-256 over who they are and the address property. */
  key: string;
  participant: Participant;
}

/** Who took part in an item, and whose mailbox each had when it was last mapped. */
export interface Appearance {
  itemKey: string;
  archivedTime: string;
  messageTime: string;
  people: {
    /** Of SeenPerson. */
    key: string;
    /** Entra object id; null without a mailbox. */
    mailbox: string | null;
  }[];
}
