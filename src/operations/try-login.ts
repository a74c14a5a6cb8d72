import type { SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { versionOf } from '../secrets.js';
import { loginSecret, sourceAddress } from '../sources/open-source.js';
import { audited, type Attempted } from './audited.js';
import { checkLogin, secretsWith, type GivenSecrets } from './check-login.js';
import { refuseLinkLocal } from '../sources/link-local.js';
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
 * Logs in once, unless the site has refused the same or two others just now, and writes down that it was tried; where
 * nothing was sent, that too. Resolves to the account's id. Rejects as `checkLogin`, `RefusedTries` and
 * `refuseLinkLocal`.
 */
export async function tryLogin(
  means: Pick<Means, 'audit' | 'secrets'>,
  actor: Actor,
  { source, secrets: given, connectorId }: LoginTry,
): Promise<string> {
  const secrets = secretsWith(source, given, means.secrets);
  const what = { address: sourceAddress(source), user: source.username };
  const unsent = { ...what, sent: false };
  const attempted: Attempted = { action: 'login.try', connectorId, after: unsent };
  return await audited(means, actor, attempted, async (entry) => {
    await refuseLinkLocal(source);
    const { value } = await secrets.read(loginSecret(source));
    // Its own version changes with its name, and a set-up gives it another one with each try.
    const version = await versionOf(source.username, value.reveal());
    const login = async (): Promise<string> => {
      entry.after = what;
      return await checkLogin(source, secrets).catch((error: unknown) => {
        if (isOfOurSecret(error)) entry.after = unsent;
        throw error;
      });
    };
    const saysTriesLeft = actor.via === 'console';
    return await refusedTries.guard({ ...what, version }, login, { saysTriesLeft });
  });
}

/** A key that nobody can use is found out before it is sent. */
function isOfOurSecret(error: unknown): boolean {
  return error instanceof ArchiveError && (error.code === 'SecretMissing' || error.code === 'SecretInvalid');
}
