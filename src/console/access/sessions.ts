import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { User } from './permissions.js';

const IDLE_MS = 30 * 60_000;
const WHOLE_MS = 8 * 3_600_000;
/** More than an organisation has people for it; over it the one that was longest idle ends. */
const MAX_SESSIONS = 1000;
const ID_BYTES = 32;

/** Somebody's session. They have the roles with which they signed in, until they sign in again. */
export interface Session {
  user: User;
  /** With which the provider is told whose session there is to end. */
  idToken: string;
}

/**
 * Who has signed in, for as long as this process lives: 30 minutes after they last asked for something, and 8 hours in
 * all, they sign in again (OWASP ASVS 5.0.0, 7.3.1 and 7.3.2).
 */
export class Sessions {
  readonly #now: () => number;
  readonly #sessions: LRUCache<string, Session & { endsAt: number }>;

  constructor(now = Date.now) {
    this.#now = now;
    this.#sessions = new LRUCache({
      max: MAX_SESSIONS,
      ttl: IDLE_MS,
      ttlResolution: 0,
      updateAgeOnGet: true,
      perf: { now },
    });
  }

  /** Resolves to its id, 256 random bits. */
  open(session: Session): string {
    const id = randomId();
    this.#sessions.set(id, { ...session, endsAt: this.#now() + WHOLE_MS });
    return id;
  }

  /** `isAsked`: somebody is there, and it is not only a page that keeps itself up to date. */
  find(id: string, { isAsked }: { isAsked: boolean }): Session | undefined {
    const session = isAsked ? this.#sessions.get(id) : this.#sessions.peek(id);
    return session && this.#now() < session.endsAt ? session : undefined;
  }

  close(id: string): void {
    this.#sessions.delete(id);
  }
}

/** 256 bits that nobody guesses, in characters that a cookie and an address take. */
export function randomId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}
