import { MAX_BACKFILL_MAILBOXES } from '../domain/backfill-input.js';
import { ArchiveError } from '../domain/errors.js';
import { chooseMailboxes, type ChosenMailboxes } from '../operations/backfill-mailboxes.js';
import type { Means } from '../operations/means.js';
import { printable } from '../domain/printable.js';

/**
 * Entra object ids of the mailboxes, each once: ids as they are, addresses looked up in the directory. Rejects with
 * InvalidArgument, naming every address that leads to no mailbox and why; and as the directory does.
 */
export async function chosenMailboxes(
  means: Pick<Means, 'lookUpUsers'>,
  given: readonly string[],
): Promise<string[]> {
  const { ids, refused } = await chooseMailboxes(means, given);
  if (refused.length > 0) throw noMailbox(refused);
  if (ids.length > MAX_BACKFILL_MAILBOXES)
    throw new ArchiveError('InvalidArgument', `More than ${MAX_BACKFILL_MAILBOXES} mailboxes are chosen.`, {
      nextStep: 'Leave --mailbox out, or start several backfills.',
    });
  return ids;
}

function noMailbox(refused: ChosenMailboxes['refused']): ArchiveError {
  const lines = refused.map(({ name, reason }) => `${printable(name)}: ${reason}`);
  const message = ['--mailbox names somebody without a mailbox that takes mail:', ...lines].join('\n');
  return new ArchiveError('InvalidArgument', message, {
    nextStep: 'Correct the address, or give the Entra object id of the user; nothing was started.',
  });
}
