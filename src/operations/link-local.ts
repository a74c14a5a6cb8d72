import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';
import type { SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';

/** Also of IPv4 addresses in the shape of IPv6. */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');

/** Resolves to the addresses of a host. */
type LookUp = (host: string) => Promise<readonly { address: string }[]>;

const systemLookUp: LookUp = async (host) => await lookup(host, { all: true });

/**
 * Link-local addresses are those of the machine's own network, among them where clouds hand out their machines'
 * credentials (RFC 3927, RFC 4291 2.5.6): no source is there. Rejects with InvalidArgument where the source's host is
 * one, or a name of one. A name that nobody knows is for the login to say.
 */
export async function refuseLinkLocal(source: SourceSettings, lookUp = systemLookUp): Promise<void> {
  const host = source.type === 'telemessage' ? new URL(source.url).hostname : source.host;
  const found = await lookUp(host.replace(/^\[|\]$/g, '')).catch(() => []);
  if (!found.some(({ address }) => isLinkLocal(address))) return;
  throw new ArchiveError('InvalidArgument', 'The address of the source is a link-local one.', {
    nextStep: 'Give the address of the TeleMessage site or SFTP server.',
  });
}

function isLinkLocal(address: string): boolean {
  return LINK_LOCAL.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
