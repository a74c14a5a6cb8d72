import type { FoundUser, MailboxUser } from '../domain/user.js';

/** What the directory says of addresses, by the address in small letters. */
export type FoundUsers = ReadonlyMap<string, FoundUser>;

/** An address that nobody looked up counts as unknown. */
export function foundUser(users: FoundUsers, address: string): FoundUser {
  return users.get(address.toLowerCase()) ?? { state: 'unknown' };
}

/** The first of the candidates who has a mailbox. */
export function firstValid(users: FoundUsers, candidates: readonly string[]): MailboxUser | null {
  for (const address of candidates) {
    const found = foundUser(users, address);
    if (found.state === 'valid') return found.user;
  }
  return null;
}
