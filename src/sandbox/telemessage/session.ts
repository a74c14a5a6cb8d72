import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from './refusal.js';

/** WhatsApp archivers that can be ordered; a login without any of them is refused. */
export const PRODUCTS: readonly string[] = ['whatsapp-phone-archiver', 'whatsapp-cloud-archiver'];

const WRONG_PASSWORDS_BEFORE_LOCK = 3;

const Credentials = z.strictObject({ username: z.string().min(1), password: z.string().min(1) });

export interface TeleMessageAccount {
  id: string;
  username: string;
  password: string;
  /** What the account has ordered; other services than WhatsApp may stand here too. */
  products: string[];
}

export interface SessionOptions {
  accounts: readonly TeleMessageAccount[];
  lifetimeSeconds: number;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Logins, locked accounts and the bearer tokens in use. */
export class Sessions {
  readonly #options: SessionOptions;
  readonly #wrongPasswords = new Map<string, number>();
  readonly #open = new Map<string, { account: TeleMessageAccount; endsAt: number }>();
  /** Sessions ever opened; refused logins are not in it. */
  logins = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Answers the body of a login. Throws Refusal: InvalidRequest, InvalidCredentials, AccountLocked, ServiceNotOrdered. */
  logIn(body: unknown) {
    const account = this.#accountFor(body);
    const products = account.products.filter((product) => PRODUCTS.includes(product));
    if (products.length === 0)
      throw new Refusal(403, 'ServiceNotOrdered', 'The account has no WhatsApp archiver.');
    const { lifetimeSeconds, now } = this.#options;
    const token = randomUUID();
    this.#open.set(token, { account, endsAt: now() + lifetimeSeconds * 1000 });
    this.logins += 1;
    return { token, expiresInSeconds: lifetimeSeconds, account: { id: account.id, products } };
  }

  /** The account a bearer token speaks for. Throws Refusal: TokenExpired, also for no token and for one we never gave. */
  authorize(authorization: string | undefined): TeleMessageAccount {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
    const session = this.#open.get(token);
    if (session === undefined || session.endsAt <= this.#options.now()) {
      throw new Refusal(401, 'TokenExpired', 'Log in again.');
    }
    return session.account;
  }

  /** Ends every session early. */
  expireAll(): void {
    this.#open.clear();
  }

  #accountFor(body: unknown): TeleMessageAccount {
    const credentials = Credentials.safeParse(body);
    if (!credentials.success) {
      throw new Refusal(
        400,
        'InvalidRequest',
        'The body is a JSON object of username and password, and nothing else.',
      );
    }
    const { username, password } = credentials.data;
    const wrong = this.#wrongPasswords.get(username) ?? 0;
    if (wrong >= WRONG_PASSWORDS_BEFORE_LOCK)
      throw new Refusal(423, 'AccountLocked', 'The account is locked.');
    const account = this.#options.accounts.find((known) => known.username === username);
    if (account?.password !== password) {
      // Counted for unknown names as well: the answer must not tell which names exist.
      this.#wrongPasswords.set(username, wrong + 1);
      throw new Refusal(401, 'InvalidCredentials', 'Username or password is wrong.');
    }
    this.#wrongPasswords.delete(username);
    return account;
  }
}
