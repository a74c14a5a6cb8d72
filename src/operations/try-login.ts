import { BlockList, isIP } from 'node:net';
import type { SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { loginSecret, sourceAddress } from '../sources/open-source.js';
import { audited, type Attempted } from './audited.js';
import { checkLogin, secretsWith, type GivenSecrets } from './check-login.js';
import { refusedTries } from './refused-tries.js';
import type { Actor, Means } from './means.js';

const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');

/** A login that somebody wants to have tried. */
export interface LoginTry {
  source: SourceSettings;
  /** Just given; others are in the store. */
  secrets: GivenSecrets;
  /** Null before there is a connector. */
  connectorId: string | null;
}

/**
 * Link-local addresses are those of the machine's own network, among them where clouds hand out their machines'
 * credentials (RFC 3927, RFC 4291 2.5.6): no source is there.
 */
function refuseMetadata(source: SourceSettings): void {
  const host = source.type === 'telemessage' ? new URL(source.url).hostname : source.host;
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  if (family === 0 || !LINK_LOCAL.check(address, family === 4 ? 'ipv4' : 'ipv6')) return;
  throw new ArchiveError('InvalidArgument', 'The address of the source is a link-local one.', {
    nextStep: 'Give the address of the TeleMessage site or SFTP server.',
  });
}

/**
 * Logs in once, unless the site has refused the same or two others just now, and writes down that it was tried.
 * Resolves to the account's id. Rejects as `checkLogin` and `RefusedTries`.
 */
export async function tryLogin(
  means: Pick<Means, 'audit' | 'secrets'>,
  actor: Actor,
  { source, secrets: given, connectorId }: LoginTry,
): Promise<string> {
  refuseMetadata(source);
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
