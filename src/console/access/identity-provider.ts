import {
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { ArchiveError } from '../../domain/errors.js';
import type { SignInSettings } from '../settings.js';

const TIMEOUT_SECONDS = 10;

/** What an answer has to fit to. */
export interface Expected {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/**
 * The organisation's OpenID provider, by the authorization code flow with PKCE, state and nonce. It is asked for its
 * addresses when they are first needed, and again after it could not be reached. Rejects with SignInUnreachable where it
 * does not say them, and with SignInRefused where it or we refuse an answer.
 */
export class IdentityProvider {
  readonly #settings: SignInSettings;
  #configuration: Promise<Configuration> | undefined;

  constructor(settings: SignInSettings) {
    this.#settings = settings;
  }

  /** Resolves once it has said where it is signed in. */
  async discover(): Promise<Configuration> {
    this.#configuration ??= this.#discover();
    try {
      return await this.#configuration;
    } catch (cause) {
      this.#configuration = undefined;
      throw new ArchiveError('SignInUnreachable', `The sign-in cannot be reached (${codeOf(cause)}).`, {
        cause,
      });
    }
  }

  /** Where to send the browser. `isAnew`: not with the account that the provider still knows from before. */
  async begin(
    redirectUri: URL,
    { isAnew }: { isAnew: boolean },
  ): Promise<{ address: URL; expected: Expected }> {
    const configuration = await this.discover();
    const expected = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri.href,
      scope: this.#settings.scope,
      state: expected.state,
      nonce: expected.nonce,
      code_challenge: await calculatePKCECodeChallenge(expected.codeVerifier),
      code_challenge_method: 'S256',
      ...(isAnew && { prompt: 'login' }),
    });
    return { address, expected };
  }

  /** The claims that the answer leads to, all checks passed. `answer` is the address the browser came back to. */
  async finish(
    answer: URL,
    { state, nonce, codeVerifier }: Expected,
  ): Promise<{ claims: unknown; idToken: string }> {
    const tokens = await authorizationCodeGrant(await this.discover(), answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    }).catch((cause: unknown) => {
      throw new ArchiveError('SignInRefused', `A sign-in was refused (${codeOf(cause)}).`, { cause });
    });
    return { claims: tokens.claims(), idToken: tokens.id_token ?? '' };
  }

  /** Where the session at the provider ends; undefined where it has no such address or cannot be asked for it. */
  async endSession(idToken: string, back: URL): Promise<URL | undefined> {
    const configuration = await this.discover().catch(() => undefined);
    if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined;
    return buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: back.href });
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    return await discovery(issuer, clientId, clientSecret?.reveal(), undefined, {
      timeout: TIMEOUT_SECONDS,
      execute: [enableNonRepudiationChecks],
    });
  }
}

/** Codes of openid-client, or those of OAuth that the provider has sent: its description may hold anything. */
function codeOf(error: unknown): string {
  const { code } = Object(error);
  const said = error instanceof AuthorizationResponseError ? error.error : code;
  return typeof said === 'string' && /^\w{1,60}$/.test(said) ? said : 'unknown';
}
