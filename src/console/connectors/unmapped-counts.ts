import { LRUCache } from 'lru-cache';
import { sourceUserId } from '../../domain/participant.js';
import { lacksMailbox } from '../../domain/unmapped.js';
import type { Means } from '../../operations/means.js';
import { Recent } from './recent.js';

/** Who stands without a mailbox changes with runs and mappings, a few times a day. */
const COUNTED_FOR_MS = 60_000;
/** So many are as good as any more. */
export const MAX_COUNTED = 1_000;
const MAX_KEPT = 1_000;

/** How many people of each connector stand without a mailbox, as far as storage knows without looking at items. */
export class UnmappedCounts {
  readonly #means: Pick<Means, 'unmapped'>;
  readonly #counts = new LRUCache<string, Recent<number>>({ max: MAX_KEPT });

  constructor(means: Pick<Means, 'unmapped'>) {
    this.#means = means;
  }

  /** At most MAX_COUNTED. Rejects as storage does. */
  async of(connectorId: string): Promise<number> {
    const known =
      this.#counts.get(connectorId) ?? new Recent(async () => await this.#count(connectorId), COUNTED_FOR_MS);
    this.#counts.set(connectorId, known);
    return await known.get();
  }

  /** To be called once somebody has given people a mailbox. */
  forget(): void {
    this.#counts.clear();
  }

  async #count(connectorId: string): Promise<number> {
    const people = new Set<string>();
    for await (const { value } of this.#means.unmapped.list(connectorId)) {
      if (value.participant !== null && lacksMailbox(value)) people.add(sourceUserId(value.participant));
      if (people.size >= MAX_COUNTED) break;
    }
    return people.size;
  }
}
