import { isObjectId, MAX_BACKFILL_MAILBOXES } from '../domain/backfill-input.js';
import { ArchiveError } from '../domain/errors.js';
import { foundUser } from '../mapping/found-users.js';
import { NO_MAILBOX } from '../mapping/user-findings.js';
import type { GlobalOptions } from './command.js';
import { lookUpUsers } from './look-up-users.js';
import { printable } from './printable.js';

/**
 * Entra object ids of the mailboxes, each once: ids as they are, addresses looked up in the directory. Rejects with
 * InvalidArgument, naming every address that leads to no mailbox and why; and as the directory does.
 */
export async function chosenMailboxes(options: GlobalOptions, given: readonly string[]): Promise<string[]> {
  const names = given.map((name) => name.trim().toLowerCase());
  const addresses = names.filter((name) => !isObjectId(name));
  const users = await lookUpUsers(options, addresses);
  const refused: string[] = [];
  const ids = names.flatMap((name) => {
    if (isObjectId(name)) return name;
    const found = foundUser(users, name);
    if (found.state === 'valid') return found.user.id.toLowerCase();
    refused.push(`${printable(name)}: ${NO_MAILBOX[found.state].reason}`);
    return [];
  });
  if (refused.length > 0) throw noMailbox(refused);
  const distinct = [...new Set(ids)];
  if (distinct.length > MAX_BACKFILL_MAILBOXES)
    throw new ArchiveError('InvalidArgument', `More than ${MAX_BACKFILL_MAILBOXES} mailboxes are chosen.`, {
      nextStep: 'Leave --mailbox out, or start several backfills.',
    });
  return distinct;
}

function noMailbox(refused: readonly string[]): ArchiveError {
  const message = ['--mailbox names somebody without a mailbox that takes mail:', ...refused].join('\n');
  return new ArchiveError('InvalidArgument', message, {
    nextStep: 'Correct the address, or give the Entra object id of the user; nothing was started.',
  });
}
