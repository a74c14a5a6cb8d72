import { odataString } from './odata.js';

/** URL-encoded. How long an address Graph takes is not documented; 8,000 octets are what everybody should (RFC 9110, 4.1). */
const MAX_FILTER_LENGTH = 6_000;

export function nameClauses(address: string): string[] {
  return [`userPrincipalName eq ${odataString(address)}`];
}

/**
 * Proxy addresses are stored as `smtp:alias` and `SMTP:primary`. A primary one is as a rule the user's mail too, but not
 * in every hybrid tenant, and whether the comparison minds the prefix's case is told both ways.
 */
export function addressClauses(address: string): string[] {
  return [
    `mail eq ${odataString(address)}`,
    `proxyAddresses/any(p:p eq ${odataString(`smtp:${address}`)})`,
    `proxyAddresses/any(p:p eq ${odataString(`SMTP:${address}`)})`,
  ];
}

/**
 * A deleted user's principal name has the object id in front (learn.microsoft.com/powershell/module/microsoft.entra.users/get-entradeleteduser,
 * example 1), so that it can only be found by its end.
 */
export function deletedClauses(address: string): string[] {
  return [`endsWith(userPrincipalName,${odataString(address)})`, ...addressClauses(address)];
}

/** As few groups as their filters' length allows, in the same order. Pure. */
export function groupsOf(addresses: readonly string[], clausesOf: (address: string) => string[]): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const address of addresses) {
    const length = encodeURIComponent(clausesOf(address).join(' or ')).length;
    if (length > room) {
      groups.push([]);
      room = MAX_FILTER_LENGTH;
    }
    groups.at(-1)?.push(address);
    room -= length;
  }
  return groups;
}
