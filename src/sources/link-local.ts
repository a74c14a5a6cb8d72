import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import type { SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';

/** Also of IPv4 addresses in the shape of IPv6. */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');

/**
 * The look-up for a connection to a source's host: it connects to the very addresses that were checked, for a name server
 * may answer the next question differently. Link-local addresses are those of the machine's own network, among them
 * where clouds hand out their machines' credentials (RFC 3927, RFC 4291 2.5.6): no source is there. Ends with
 * InvalidArgument where the name has one among its own. Throws it where the host is one itself: Node would not look
 * that up.
 */
export function checkedLookUp(host: string): LookupFunction {
  const literal = withoutBrackets(host);
  if (isIP(literal) !== 0 && isLinkLocal(literal)) throw linkLocal();
  return (name, options, done) => {
    lookup(name, options, (error, found, family) => {
      const isRefused = error === null && addressesOf(found).some(isLinkLocal);
      done(isRefused ? linkLocal() : error, found, family);
    });
  };
}

/**
 * Rejects as `checkedLookUp` does, before anything else is done with the source. A name that nobody knows is for the
 * login to say.
 */
export async function refuseLinkLocal(source: SourceSettings): Promise<void> {
  const host = source.type === 'telemessage' ? new URL(source.url).hostname : source.host;
  const lookUp = checkedLookUp(host);
  await new Promise<void>((resolve, reject) => {
    lookUp(withoutBrackets(host), { all: true }, (error) =>
      error instanceof ArchiveError ? reject(error) : resolve(),
    );
  });
}

function addressesOf(found: string | LookupAddress[]): string[] {
  return typeof found === 'string' ? [found] : found.map(({ address }) => address);
}

/** As URL writes an address of IPv6. */
function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

function isLinkLocal(address: string): boolean {
  return LINK_LOCAL.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function linkLocal(): ArchiveError {
  return new ArchiveError('InvalidArgument', 'The address of the source is a link-local one.', {
    nextStep: 'Give the address of the TeleMessage site or SFTP server.',
  });
}
