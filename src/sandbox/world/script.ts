import type { Content, Draft, Entry } from './draft.js';
import type { Identity } from './people.js';
import type { Random } from './random.js';
import type { ChatThread, Threads } from './threads.js';

/** The entries of a day, in the order in which the archive takes them in. */
export class Script {
  readonly entries: Entry[] = [];

  /** `prefix` keeps the item ids of days and seeds apart. */
  constructor(
    readonly random: Random,
    readonly threads: Threads,
    readonly prefix: string,
  ) {}

  add(draft: Draft): Entry {
    const entry = { ...draft, itemId: this.#nextItemId(), revision: 0 };
    this.entries.push(entry);
    return entry;
  }

  /** A message; by anybody in the thread, unless the sender is named. */
  say(thread: ChatThread, content: Content, sender: Identity = this.random.pick(thread.members)): Entry {
    return this.add({ recordType: 'message', thread, sender, content });
  }

  /** The source corrects its record: same id, next revision. */
  correct(entry: Entry, content: Content): void {
    this.entries.push({ ...entry, content, revision: entry.revision + 1 });
  }

  /** Where ordinary talk goes on; most of it is between two. */
  anyThread(): ChatThread {
    const { direct, groups } = this.threads;
    return this.random.pick(this.random.below(5) > 0 ? direct : groups);
  }

  /** Every seventh id has signs in it that a URL must escape. */
  #nextItemId(): string {
    const place = this.entries.length;
    const digits = String(place).padStart(5, '0');
    return place % 7 === 6 ? `wamid/${this.prefix}+${digits}==` : `tm-${this.prefix}-${digits}`;
  }
}
