import { randomUUID } from 'node:crypto';

/** A user of the pretend tenant, as Entra holds one. */
export interface SandboxUser {
  /** Object id, a GUID. */
  id: string;
  userPrincipalName: string;
  mail: string | null;
  /** `SMTP:` marks the primary address, `smtp:` an alias. */
  proxyAddresses: string[];
  displayName: string;
  accountEnabled: boolean;
  userType: 'Member' | 'Guest';
  /** False for a user without an Exchange licence. */
  hasMailbox: boolean;
}

/** What a test or the demo must say about a user; the rest follows from it. */
export type NewUser = Pick<SandboxUser, 'userPrincipalName' | 'displayName'> & Partial<SandboxUser>;

/** Makes a user whole: mail and primary proxy address follow the user principal name, a mailbox is there. */
export function makeUser(given: NewUser): SandboxUser {
  const mail = given.mail === undefined ? given.userPrincipalName : given.mail;
  return {
    id: given.id ?? randomUUID(),
    userPrincipalName: given.userPrincipalName,
    mail,
    proxyAddresses: given.proxyAddresses ?? (mail === null ? [] : [`SMTP:${mail}`]),
    displayName: given.displayName,
    accountEnabled: given.accountEnabled ?? true,
    userType: given.userType ?? 'Member',
    hasMailbox: given.hasMailbox ?? true,
  };
}

/** Graph takes a user's object id or user principal name in a path, and no other address. */
export function findUser(users: readonly SandboxUser[], key: string): SandboxUser | undefined {
  const wanted = key.toLowerCase();
  return users.find(
    (user) => user.id.toLowerCase() === wanted || user.userPrincipalName.toLowerCase() === wanted,
  );
}
