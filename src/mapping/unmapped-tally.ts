import type { Participant } from '../domain/item.js';
import { sourceUserId } from '../domain/participant.js';
import { isWaiting, type Appearance } from '../domain/seen.js';
import type { UnmappedPerson } from '../domain/unmapped.js';

/** Somebody who was seen without a mailbox: all they were called by, as one. */
export interface UnmappedLine {
  /** Number, else WhatsApp id, else address. */
  who: string;
  /** One for each address property they had. */
  participants: Participant[];
  /** Of their items without a copy for them: message times, ISO instants. */
  firstSeen: string;
  lastSeen: string;
  items: number;
  /** How many of these nobody has a copy of. */
  waiting: number;
}

/** Counts, item by item, what people stood in without a mailbox. */
export class UnmappedTally {
  readonly #lines = new Map<string, UnmappedLine>();
  readonly #byKey = new Map<string, UnmappedLine>();

  add({ key, participant }: Pick<UnmappedPerson, 'key' | 'participant'>): void {
    if (participant === null) return;
    const who = sourceUserId(participant);
    const line = this.#lines.get(who) ?? newLine(who);
    line.participants.push(participant);
    this.#lines.set(who, line);
    this.#byKey.set(key, line);
  }

  count(appearance: Appearance): void {
    const lines = appearance.people.flatMap(({ key, mailbox }) =>
      mailbox === null ? (this.#byKey.get(key) ?? []) : [],
    );
    const at = new Date(appearance.messageTime).toISOString();
    for (const line of new Set(lines)) {
      line.items += 1;
      if (isWaiting(appearance)) line.waiting += 1;
      if (line.firstSeen === '' || at < line.firstSeen) line.firstSeen = at;
      if (at > line.lastSeen) line.lastSeen = at;
    }
  }

  /** Those who still have items without a copy, whose items wait before all others, and who has most of them first. */
  lines(): UnmappedLine[] {
    return [...this.#lines.values()]
      .filter(({ items }) => items > 0)
      .toSorted((a, b) => b.waiting - a.waiting || b.items - a.items || (a.who < b.who ? -1 : 1));
  }
}

function newLine(who: string): UnmappedLine {
  return { who, participants: [], firstSeen: '', lastSeen: '', items: 0, waiting: 0 };
}
