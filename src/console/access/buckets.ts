import { LRUCache } from 'lru-cache';

/** More callers at a time than a console has; over it the one that was longest quiet begins anew. */
const MAX_BUCKETS = 10_000;

/** So many at once, and then so many a second. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** A token bucket for each caller. */
export class Buckets {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new LRUCache<string, { tokens: number; at: number }>({ max: MAX_BUCKETS });

  constructor(rate: Rate, now = Date.now) {
    this.#rate = rate;
    this.#now = now;
  }

  /** False where the caller has to wait. */
  take(caller: string): boolean {
    const { burst, perSecond } = this.#rate;
    const now = this.#now();
    const { tokens, at } = this.#buckets.get(caller) ?? { tokens: burst, at: now };
    const left = Math.min(burst, tokens + (Math.max(0, now - at) / 1000) * perSecond);
    const isTaken = left >= 1;
    this.#buckets.set(caller, { tokens: isTaken ? left - 1 : left, at: now });
    return isTaken;
  }
}
