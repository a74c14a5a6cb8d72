import type { Participant } from '../domain/item.js';
import { untilAborted } from '../domain/until-aborted.js';
import type { MailboxUser } from '../domain/user.js';
import { cancellation } from './deps.js';
import { firstValid, type Resolved } from './resolve-mailboxes.js';
import type { RunContext } from './run-context.js';

/** A participant with the mailbox that the mapping leads to. */
export interface Owner {
  participant: Participant;
  user: MailboxUser;
}

export function ownersOf(resolved: readonly Resolved[]): Owner[] {
  return resolved.flatMap(({ participant, found }) =>
    found?.state === 'valid' ? [{ participant, user: found.user }] : [],
  );
}

/** The first of the addresses that a valid user has. */
export async function userOf(
  addresses: string[],
  { directory }: Pick<RunContext, 'directory'>,
): Promise<MailboxUser | undefined> {
  const found = await untilAborted(firstValid(addresses, directory), cancellation());
  return found?.state === 'valid' ? found.user : undefined;
}

/** Who takes what nobody has; undefined where the mapping names no such mailbox, or nobody valid has its address. */
export async function catchAllUser(context: RunContext): Promise<MailboxUser | undefined> {
  const { catchAllMailbox } = context.record.mapping.rules;
  return catchAllMailbox === undefined ? undefined : await userOf([catchAllMailbox], context);
}
