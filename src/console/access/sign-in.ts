import type { Context } from 'hono';
import type { SignInSettings } from '../settings.js';
import { Attempts } from './attempts.js';
import { userOfClaims, type NoEntry } from './claims.js';
import { forgetCookie, readCookie, writeCookie } from './cookies.js';
import { IdentityProvider } from './identity-provider.js';
import { isLive } from './live-requests.js';
import type { User } from './permissions.js';
import { randomId, Sessions } from './sessions.js';

const CALLBACK = '/sign-in/callback';
const SIGNED_OUT = '/signed-out';

interface Beginning {
  /** Where one lands afterwards. */
  to: string;
  origin: URL;
  /** Not with the account that the provider still knows from before. */
  isAnew: boolean;
}

/** How a sign-in ended. */
export type Outcome =
  | { user: User; to: string }
  | { user: User; noEntry: NoEntry }
  /** No answer to anything that this browser has begun and not ended. */
  | 'unexpected';

/** Signing in and out with the organisation's provider, and who has. `origin`: where the browser finds the console. */
export class SignIn {
  readonly provider: IdentityProvider;
  readonly #settings: SignInSettings;
  readonly #sessions: Sessions;
  readonly #attempts: Attempts;

  constructor(settings: SignInSettings, now = Date.now) {
    this.provider = new IdentityProvider(settings);
    this.#settings = settings;
    this.#sessions = new Sessions(now);
    this.#attempts = new Attempts(now);
  }

  /** Undefined where nobody has signed in, or their session has ended. */
  userOf(c: Context): User | undefined {
    return this.#sessions.find(readCookie(c, 'session') ?? '', { isAsked: !isLive(c) })?.user;
  }

  /** The provider's address for it; afterwards one lands at `to`. Rejects where the provider cannot be reached. */
  async begin(c: Context, { to, origin, isAnew }: Beginning): Promise<URL> {
    const { address, expected } = await this.provider.begin(new URL(CALLBACK, origin), { isAnew });
    // One browser may be signing in in several windows.
    const browser = readCookie(c, 'browser') ?? randomId();
    writeCookie(c, 'browser', browser);
    const { state, nonce, codeVerifier } = expected;
    this.#attempts.begin(state, { browser, nonce, codeVerifier, to });
    return address;
  }

  /** Takes the provider's answer and opens a session with a new id. Rejects where the answer does not hold. */
  async finish(c: Context, origin: URL): Promise<Outcome> {
    const state = c.req.query('state') ?? '';
    const attempt = this.#attempts.take(state, readCookie(c, 'browser'));
    if (attempt === undefined) return 'unexpected';
    // Behind a proxy the request's own address is not the one that the provider knows.
    const answer = new URL(CALLBACK + new URL(c.req.url).search, origin);
    const { claims, idToken } = await this.provider.finish(answer, { state, ...attempt });
    const { user, noEntry } = userOfClaims(claims, this.#settings.roles);
    this.#forget(c);
    if (noEntry !== undefined) return { user, noEntry };
    writeCookie(c, 'session', this.#sessions.open({ user, idToken }));
    return { user, to: attempt.to };
  }

  /** Ends the session; resolves to where the one at the provider ends. */
  async end(c: Context, origin: URL): Promise<URL | undefined> {
    const session = this.#sessions.find(readCookie(c, 'session') ?? '', { isAsked: false });
    this.#forget(c);
    return session && (await this.provider.endSession(session.idToken, new URL(SIGNED_OUT, origin)));
  }

  #forget(c: Context): void {
    this.#sessions.close(readCookie(c, 'session') ?? '');
    forgetCookie(c, 'session');
  }
}
