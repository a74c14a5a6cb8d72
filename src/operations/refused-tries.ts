import { LRUCache } from 'lru-cache';
import { ArchiveError } from '../domain/errors.js';

/** Sites lock an account after a few refused logins, and then nobody's runs log in any more. */
const MAX_TRIES = 2;
const TRIES_WITHIN_MS = 10 * 60_000;
const KEPT_FOR_MS = 24 * 3_600_000;
const MAX_ACCOUNTS = 1_000;
const MAX_VERSIONS = 100;
const MINUTE_MS = 60_000;

interface Login {
  address: string;
  user: string;
  /** Of the secret. */
  version: string;
}

/** Refused versions of the secret, and when. */
type Refused = ReadonlyMap<string, number>;

/** What sites have refused, for a day and as long as this process lives: no password is tried twice, and no two dozen in a row. */
export class RefusedTries {
  readonly #now: () => number;
  readonly #accounts: LRUCache<string, Refused>;

  constructor(now = Date.now) {
    this.#now = now;
    this.#accounts = new LRUCache({ max: MAX_ACCOUNTS, ttl: KEPT_FOR_MS, ttlResolution: 0, perf: { now } });
  }

  /**
   * Calls `login` unless its secret was refused before, or too many others just now. Rejects as it does, and then says
   * how many tries are left; with SourceRefusedLogin where it is not called.
   */
  async guard<T>(login: Login, call: () => Promise<T>): Promise<T> {
    const key = JSON.stringify([login.address, login.user]);
    const refused = this.#accounts.get(key) ?? new Map<string, number>();
    this.#refuseRepeated(login.version, refused);
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code !== 'SourceRefusedLogin') throw error;
      throw this.#remember(key, login.version, error);
    }
  }

  #refuseRepeated(version: string, refused: Refused): void {
    if (refused.has(version)) {
      throw new ArchiveError(
        'SourceRefusedLogin',
        'This password was refused before: it was not tried again.',
        {
          nextStep: 'Look up the password or key of this user, and give another one.',
        },
      );
    }
    const recent = this.#recent(refused);
    if (recent.length < MAX_TRIES) return;
    const minutes = Math.ceil((Math.min(...recent) + TRIES_WITHIN_MS - this.#now()) / MINUTE_MS);
    throw new ArchiveError('SourceRefusedLogin', `${MAX_TRIES} passwords were refused: none was tried now.`, {
      nextStep: `Try again in ${minutes} minutes, so that the site does not lock the account, and be sure of the password.`,
    });
  }

  #remember(key: string, version: string, error: ArchiveError): ArchiveError {
    const refused = [...(this.#accounts.get(key) ?? []), [version, this.#now()] as const];
    this.#accounts.set(key, new Map(refused.slice(-MAX_VERSIONS)));
    const left = Math.max(0, MAX_TRIES - this.#recent(new Map(refused)).length);
    const nextStep = `${error.nextStep} Tries left in the next 10 minutes: ${left}.`;
    return new ArchiveError(error.code, error.message, { cause: error, nextStep });
  }

  #recent(refused: Refused): number[] {
    return [...refused.values()].filter((at) => this.#now() - at < TRIES_WITHIN_MS);
  }
}

/** Those of this process. */
export const refusedTries = new RefusedTries();
