import { ArchiveError } from '../domain/errors.js';
import { participantsOf } from '../domain/item.js';
import { sourceUserId } from '../domain/participant.js';
import type { RunRef } from '../domain/run.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import type { StoredItems } from './item-mail.js';
import { resolveMailboxes } from './resolve-mailboxes.js';
import type { RunContexts } from './run-context.js';

/**
 * Plans one copy per mailbox and opens its outcome row. Resolves to Entra object ids.
 * Rejects with NoMapping where no participant has a mailbox.
 */
export function mapItem(deps: ArchiverDeps, contexts: RunContexts, items: StoredItems) {
  return async function mapItem({
    run,
    itemKey,
  }: {
    run: RunRef;
    itemKey: string;
  }): Promise<{ mailboxes: string[] }> {
    // Decided once per run: a directory that answers otherwise the second time must not leave rows without an outcome.
    const decided = await deps.outcomes.copiesOf(run.runId, itemKey);
    if (decided.length > 0) return { mailboxes: decided.flatMap(({ mailbox }) => mailbox ?? []) };
    const { item } = await items(run, itemKey);
    const resolved = await resolveMailboxes(item, await contexts(run), cancellation());
    const mapped = resolved.flatMap(({ participant, found }) =>
      found?.state === 'valid' ? [{ participant, user: found.user }] : [],
    );
    const byMailbox = new Map(mapped.toReversed().map((each) => [each.user.id, each]));
    const mailboxes = [...byMailbox.keys()].toSorted();
    if (mailboxes.length === 0) {
      throw new ArchiveError(
        'NoMapping',
        `None of the item's ${participantsOf(item).length} participants has a mailbox.`,
      );
    }
    await deps.ledger.planCopies(itemKey, mailboxes, run.runId);
    await deps.outcomes.openCopies(
      run.runId,
      itemKey,
      item.itemId,
      [...byMailbox.values()].map(({ participant, user }) => ({
        mailbox: user.id,
        sourceUserId: sourceUserId(participant),
        m365UserId: user.userPrincipalName,
      })),
    );
    return { mailboxes };
  };
}
