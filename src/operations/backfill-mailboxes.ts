import { isObjectId } from '../domain/backfill-input.js';
import { foundUser } from '../mapping/found-users.js';
import { NO_MAILBOX } from '../mapping/user-findings.js';
import type { Means } from './means.js';

/** What became of the mailboxes that somebody has named for a backfill. */
export interface ChosenMailboxes {
  /** Entra object ids, each once. */
  ids: string[];
  /** What leads to no mailbox that takes mail, in small letters, and why. */
  refused: { name: string; reason: string }[];
}

/** Ids as they are, addresses looked up in the directory. Rejects as the directory does. */
export async function chooseMailboxes(
  { lookUpUsers }: Pick<Means, 'lookUpUsers'>,
  given: readonly string[],
): Promise<ChosenMailboxes> {
  const names = given.map((name) => name.trim().toLowerCase());
  const users = await lookUpUsers(names.filter((name) => !isObjectId(name)));
  const ids = new Set<string>();
  const refused: ChosenMailboxes['refused'] = [];
  for (const name of names) {
    const found = isObjectId(name) ? undefined : foundUser(users, name);
    if (found === undefined) ids.add(name);
    else if (found.state === 'valid') ids.add(found.user.id.toLowerCase());
    else refused.push({ name, reason: NO_MAILBOX[found.state].reason });
  }
  return { ids: [...ids], refused };
}
