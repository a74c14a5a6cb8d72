import { z } from 'zod';
import type { TeleMessageSource as Site } from '../../domain/connector.js';
import { ArchiveError } from '../../domain/errors.js';
import { untilAborted } from '../../domain/until-aborted.js';
import type { Refusals, Secrets } from '../secrets.js';
import type { SourceAccount } from '../source.js';
import { decodeJson, invalidAnswer, jsonBytes } from './body.js';
import { callSite } from './http.js';
import { LIMITS } from './limits.js';
import { refusalError, SiteRefusal } from './refusal.js';

interface OpenSession {
  token: string;
  account: SourceAccount;
}

const Answer = z.object({
  // It becomes a header, where anything else would make fetch throw with the token in the message.
  token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  expiresInSeconds: z.int().min(1),
  account: z.object({ id: z.string().min(1), products: z.array(z.string()) }),
});

const LOGIN_REFUSED: readonly number[] = [401, 403, 423];

/** A login shared by all calls. Accounts lock after few tries, so a refused password is never sent again. */
export class Session {
  readonly #site: Site;
  readonly #secrets: Secrets;
  readonly #refusals: Refusals;
  #opening: Promise<OpenSession> | undefined;
  #current: OpenSession | undefined;
  #unrecordedRefusal: string | undefined;

  constructor(site: Site, secrets: Secrets, refusals: Refusals) {
    this.#site = site;
    this.#secrets = secrets;
    this.#refusals = refusals;
  }

  /** Logs in where no session is open; callers at the same time share one login, and one giving up does not end it. */
  async account(signal: AbortSignal): Promise<SourceAccount> {
    return (await this.#open(signal)).account;
  }

  /**
   * Runs a call with a token. Tokens may end early: after 401 TokenExpired there is one new login and one repeat.
   * Rejects with AccountMismatch where the new login is another account's.
   */
  async authorized<T>(
    signal: AbortSignal,
    call: (headers: Record<string, string>) => Promise<T>,
  ): Promise<T> {
    const session = await this.#open(signal);
    try {
      return await call(bearer(session));
    } catch (error) {
      if (!isTokenExpired(error)) throw error;
      this.#forget(session);
    }
    const renewed = await this.#open(signal);
    if (renewed.account.id !== session.account.id) {
      throw new ArchiveError('AccountMismatch', 'A new login led to another TeleMessage account.');
    }
    return await call(bearer(renewed));
  }

  async #open(signal: AbortSignal): Promise<OpenSession> {
    signal.throwIfAborted();
    this.#opening ??= this.#start();
    return await untilAborted(this.#opening, signal);
  }

  async #start(): Promise<OpenSession> {
    try {
      this.#current = await this.#logIn();
      return this.#current;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  /** Only the session that has ended: another call may have opened a new one meanwhile. */
  #forget(session: OpenSession): void {
    if (this.#current !== session) return;
    this.#current = undefined;
    this.#opening = undefined;
  }

  async #logIn(): Promise<OpenSession> {
    const name = this.#site.passwordSecret;
    const { value, version } = await this.#secrets.read(name);
    await this.#recordRefusal(this.#unrecordedRefusal);
    if ((await this.#refusals.refusedVersion()) === version) {
      throw new ArchiveError('SourceRefusedLogin', `The password in the secret ${name} was refused before.`);
    }
    try {
      return await this.#send(value.reveal());
    } catch (error) {
      if (!(error instanceof SiteRefusal)) throw error;
      if (!LOGIN_REFUSED.includes(error.status)) throw refusalError(error, {});
      await this.#recordRefusal(version);
      const answered = error.message.trim();
      throw new ArchiveError('SourceRefusedLogin', `The TeleMessage site refused the login (${answered}).`);
    }
  }

  /** Kept until storage has it: where that fails, the next try must record it before it may log in. */
  async #recordRefusal(version: string | undefined): Promise<void> {
    if (version === undefined) return;
    this.#unrecordedRefusal = version;
    await this.#refusals.refuse(version);
    this.#unrecordedRefusal = undefined;
  }

  async #send(password: string): Promise<OpenSession> {
    const { url, username } = this.#site;
    const call = {
      url: `${url}/rest/v1/session`,
      body: JSON.stringify({ username, password }),
      signal: new AbortController().signal,
      deadlineMs: LIMITS.LOGIN_DEADLINE_MS,
    };
    const bytes = await callSite(call, (response) => jsonBytes(response, LIMITS.MAX_LOGIN_BYTES));
    const answer = Answer.safeParse(decodeJson(bytes).value);
    if (!answer.success) throw invalidAnswer('to the login is not as agreed');
    return { token: answer.data.token, account: answer.data.account };
  }
}

function bearer({ token }: OpenSession): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** Whatever else a 401 says: a session kept after it would be refused until the process ends. */
function isTokenExpired(error: unknown): boolean {
  return error instanceof SiteRefusal && error.status === 401;
}
