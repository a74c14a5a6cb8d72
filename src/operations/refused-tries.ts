import { LRUCache } from 'lru-cache';
import { ArchiveError } from '../domain/errors.js';

/** Sites lock an account after a few refused logins, and then nobody's runs log in any more. */
const MAX_TRIES = 2;
const TRIES_WITHIN_MS = 10 * 60_000;
const MAX_ACCOUNTS = 1_000;
const MINUTE_MS = 60_000;

interface Login {
  address: string;
  user: string;
  /** Of the password or key, whatever the secret is called. */
  version: string;
}

interface Telling {
  /** For a process in which somebody can try again. */
  saysTriesLeft?: boolean;
}

/** Versions of the secret that were refused or are being tried, and since when. */
type Tried = Map<string, number>;

/** What sites have refused, for ten minutes and as long as this process lives: no password twice, and no more than two. */
export class RefusedTries {
  readonly #now: () => number;
  readonly #accounts: LRUCache<string, Tried>;
  /** Calls whose answer others may wait for. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(now = Date.now) {
    this.#now = now;
    this.#accounts = new LRUCache({
      max: MAX_ACCOUNTS,
      ttl: TRIES_WITHIN_MS,
      ttlResolution: 0,
      perf: { now },
    });
  }

  /**
   * Calls `call` unless the secret of the login was refused just now, or too many others. Rejects as it does, with the
   * number of tries left in a second line where that is wanted and, after the last, when one may try again; with
   * SourceRefusedLogin where it is not called.
   */
  async guard<T>(login: Login, call: () => Promise<T>, { saysTriesLeft = false }: Telling = {}): Promise<T> {
    const same = JSON.stringify([login.address, login.user, login.version]);
    // Somebody has pressed twice. What else is tried may differ: only a refusal holds for both.
    for (let other; (other = this.#underWay.get(same));) await other.catch(rethrowRefusal);
    const answer = this.#call(login, call, saysTriesLeft);
    this.#underWay.set(same, answer);
    try {
      return await answer;
    } finally {
      this.#underWay.delete(same);
    }
  }

  async #call<T>(login: Login, call: () => Promise<T>, saysTriesLeft: boolean): Promise<T> {
    const key = JSON.stringify([login.address, login.user]);
    this.#refuseRepeated(login.version, this.#recent(key));
    // Before the call: of a dozen at once the others see it.
    this.#note(key, login.version);
    try {
      const result = await call();
      this.#recent(key).delete(login.version);
      return result;
    } catch (error) {
      if (!isRefusal(error)) {
        this.#recent(key).delete(login.version);
        throw error;
      }
      this.#note(key, login.version);
      throw saysTriesLeft ? this.#withTriesLeft(key, error) : error;
    }
  }

  #refuseRepeated(version: string, recent: Tried): void {
    const at = recent.get(version);
    if (at !== undefined) {
      throw new ArchiveError(
        'SourceRefusedLogin',
        'This password was tried just now: it was not tried again.',
        {
          nextStep: `Look up the password or key of this user, and give another one; this one can be tried again in ${this.#minutesFrom(at)} min.`,
        },
      );
    }
    if (recent.size < MAX_TRIES) return;
    throw new ArchiveError(
      'SourceRefusedLogin',
      `${MAX_TRIES} passwords were tried just now: no other was tried.`,
      { nextStep: this.#whenToTryAgain(recent) },
    );
  }

  #whenToTryAgain(recent: Tried): string {
    const minutes = this.#minutesFrom(Math.min(...recent.values()));
    return `Try again in ${minutes} min, so that the site does not lock the account, and be sure of the password.`;
  }

  #minutesFrom(at: number): number {
    return Math.ceil((at + TRIES_WITHIN_MS - this.#now()) / MINUTE_MS);
  }

  #note(key: string, version: string): void {
    this.#accounts.set(key, this.#recent(key).set(version, this.#now()));
  }

  #withTriesLeft(key: string, { code, message, nextStep, cause }: ArchiveError): ArchiveError {
    const recent = this.#recent(key);
    const left = MAX_TRIES - recent.size;
    const lines = [message, `Tries left in the next 10 minutes: ${left}.`];
    // Whoever corrected it now would only be refused again.
    const step = left > 0 ? nextStep : this.#whenToTryAgain(recent);
    return new ArchiveError(code, lines.join('\n'), { cause, nextStep: step });
  }

  /** Those of the last ten minutes; the others are forgotten. */
  #recent(key: string): Tried {
    const tried = this.#accounts.get(key) ?? (new Map() as Tried);
    for (const [version, at] of tried) if (this.#now() - at >= TRIES_WITHIN_MS) tried.delete(version);
    return tried;
  }
}

function isRefusal(error: unknown): error is ArchiveError {
  return error instanceof ArchiveError && error.code === 'SourceRefusedLogin';
}

function rethrowRefusal(error: unknown): void {
  if (isRefusal(error)) throw error;
}

/** Those of this process. */
export const refusedTries = new RefusedTries();
