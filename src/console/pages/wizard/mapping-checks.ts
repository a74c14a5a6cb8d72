import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { ArchiveError } from '../../../domain/errors.js';
import type { Judgement } from '../../../operations/judge-mapping.js';

/** Of these each may hold the rows of a file of 20 MB. */
const MAX_KEPT = 8;
const KEPT_MS = 30 * 60_000;
/** So long an answer waits for a check before it says that there is one. */
const PATIENCE_MS = 4_000;

/** How the check of a mapping stands: under way, done, or met by what it is for a person to mend. */
export type MappingCheck = Judgement | ArchiveError | undefined;

/** Checks of mapping files, each of which may look up many thousands of addresses: a page does not wait for its end. */
export class MappingChecks {
  readonly #checks = new LRUCache<string, { result: MappingCheck; ended: Promise<void> }>({
    max: MAX_KEPT,
    ttl: KEPT_MS,
  });

  /** Begins the check unless one of this name is there, and waits a little. Rejects with what is a defect. */
  async get(name: string, judge: () => Promise<Judgement>): Promise<MappingCheck> {
    const check = this.#checks.get(name) ?? this.#begin(name, judge);
    await Promise.race([check.ended, delay(PATIENCE_MS, undefined, { ref: false })]);
    // What has failed is asked again by the next who looks: it is about the network, or a right that was missing.
    if (check.result instanceof ArchiveError) this.#checks.delete(name);
    return check.result;
  }

  /** The next who looks has it judged anew: what it says no longer holds. */
  forget(name: string): void {
    this.#checks.delete(name);
  }

  #begin(name: string, judge: () => Promise<Judgement>) {
    const check: { result: MappingCheck; ended: Promise<void> } = {
      result: undefined,
      ended: Promise.resolve(),
    };
    check.ended = judge()
      .catch((error: unknown) => {
        this.#checks.delete(name);
        if (error instanceof ArchiveError) return error;
        throw error;
      })
      .then((result) => void (check.result = result));
    // Whoever waits sees it fail; where nobody waits any more the process must not end of it.
    check.ended.catch(() => undefined);
    this.#checks.set(name, check);
    return check;
  }
}
