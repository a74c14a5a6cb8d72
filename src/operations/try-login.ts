import type { SourceSettings } from '../domain/connector.js';
import { loginSecret, sourceAddress } from '../sources/open-source.js';
import { audited, type Attempted } from './audited.js';
import { checkLogin, secretsWith, type GivenSecrets } from './check-login.js';
import { refuseLinkLocal } from './link-local.js';
import { refusedTries } from './refused-tries.js';
import type { Actor, Means } from './means.js';

/** A login that somebody wants to have tried. */
export interface LoginTry {
  source: SourceSettings;
  /** Just given; others are in the store. */
  secrets: GivenSecrets;
  /** Null before there is a connector. */
  connectorId: string | null;
}

/**
 * Logs in once, unless the site has refused the same or two others just now, and writes down that it was tried.
 * Resolves to the account's id. Rejects as `checkLogin`, `RefusedTries` and `refuseLinkLocal`.
 */
export async function tryLogin(
  means: Pick<Means, 'audit' | 'secrets'>,
  actor: Actor,
  { source, secrets: given, connectorId }: LoginTry,
): Promise<string> {
  await refuseLinkLocal(source);
  const secrets = secretsWith(source, given, means.secrets);
  const [address, user] = [sourceAddress(source), source.username];
  const attempted: Attempted = { action: 'login.try', connectorId, after: { address, user } };
  return await audited(means, actor, attempted, async () => {
    const { version } = await secrets.read(loginSecret(source));
    return await refusedTries.guard(
      { address, user, version },
      async () => await checkLogin(source, secrets),
    );
  });
}
