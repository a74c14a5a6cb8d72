import { LRUCache } from 'lru-cache';

/** Time to find one's password and a second factor. */
const VALID_MS = 10 * 60_000;
const MAX_ATTEMPTS = 10_000;

/** Somebody is on the way to the provider and back. */
export interface Attempt {
  /** The browser that began it: an answer that another one brings is somebody else's account. */
  browser: string;
  nonce: string;
  codeVerifier: string;
  /** Where they wanted to go. */
  to: string;
}

/** Sign-ins that have begun, by their `state`. Each ends once: what comes back a second time is a replay. */
export class Attempts {
  readonly #attempts: LRUCache<string, Attempt>;

  constructor(now = Date.now) {
    this.#attempts = new LRUCache({ max: MAX_ATTEMPTS, ttl: VALID_MS, ttlResolution: 0, perf: { now } });
  }

  begin(state: string, attempt: Attempt): void {
    this.#attempts.set(state, attempt);
  }

  /** Undefined where there is none of this browser. */
  take(state: string, browser: string | undefined): Attempt | undefined {
    const attempt = this.#attempts.get(state);
    if (attempt === undefined || attempt.browser !== browser) return undefined;
    this.#attempts.delete(state);
    return attempt;
  }
}
