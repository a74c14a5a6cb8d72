import type { Copy } from '../domain/copies.js';
import { ArchiveError } from '../domain/errors.js';
import { participantsOf } from '../domain/item.js';
import { sourceUserId } from '../domain/participant.js';
import type { Outcome } from '../domain/report.js';
import type { RunRef } from '../domain/run.js';
import type { ExpectedCopy } from '../storage/outcomes.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import type { StoredItems } from './item-mail.js';
import { catchAllUser, ownersOf, type Owner } from './mailbox-owners.js';
import type { SeenRecorder } from './record-seen.js';
import { resolveMailboxes } from './resolve-mailboxes.js';
import type { RunContexts } from './run-context.js';

/**
 * Writes down who took part, plans one copy per mailbox and opens its outcome row. Resolves to Entra object ids. A copy
 * that is still open from an earlier mapping, and whose mailbox nobody in the item leads to any more, is reported and
 * not delivered. Rejects with NoMapping where no participant has a mailbox, and no catch-all mailbox takes the item.
 */
export function mapItem(
  deps: ArchiverDeps,
  contexts: RunContexts,
  items: StoredItems,
  recordSeen: SeenRecorder,
) {
  return async function mapItem({
    run,
    itemKey,
  }: {
    run: RunRef;
    itemKey: string;
  }): Promise<{ mailboxes: string[] }> {
    // Decided once per run: a directory that answers otherwise the second time must not leave rows without an outcome.
    const decided = await deps.outcomes.copiesOf(run.runId, itemKey);
    if (decided.length > 0) return { mailboxes: mailboxesOf(decided.filter(isWanted)) };
    const context = await contexts(run);
    const { item } = await items(run, itemKey);
    const owners = ownersOf(await resolveMailboxes(item, context, cancellation()));
    const catchAll = owners.length === 0 ? await catchAllUser(context) : undefined;
    await recordSeen({ connectorId: run.connectorId, itemKey, item, owners, catchAll: catchAll?.id });
    const copies = expectedCopies(catchAll ? [{ participant: item.sender, user: catchAll }] : owners);
    if (copies.length === 0) {
      throw new ArchiveError(
        'NoMapping',
        `None of the item's ${participantsOf(item).length} participants has a mailbox.`,
      );
    }
    const mailboxes = mailboxesOf(copies);
    const planned = await deps.ledger.planCopies(itemKey, mailboxes, run.runId);
    const expected = [...copies, ...noLongerMapped(planned, mailboxes)];
    await deps.outcomes.openCopies(run.runId, itemKey, item.itemId, expected);
    return { mailboxes };
  };
}

/** One per mailbox, named after the first participant who has it; in the catch-all mailbox after the sender. */
function expectedCopies(owners: Owner[]): ExpectedCopy[] {
  const byMailbox = new Map(owners.toReversed().map((owner) => [owner.user.id, owner]));
  return [...byMailbox.values()].map(({ participant, user }) => ({
    mailbox: user.id,
    sourceUserId: sourceUserId(participant),
    m365UserId: user.userPrincipalName,
  }));
}

function isWanted({ reason }: Outcome): boolean {
  return reason !== 'NoLongerMapped';
}

/** The ledger keeps them as they are: whoever maps the mailbox again goes on from there. */
function noLongerMapped(copies: Copy[], mailboxes: readonly string[]): ExpectedCopy[] {
  return copies
    .filter(({ mailbox, state }) => !mailboxes.includes(mailbox) && isOpen(state))
    .map(({ mailbox }) => ({ mailbox, sourceUserId: null, m365UserId: null, refused: 'NoLongerMapped' }));
}

function isOpen(state: Copy['state']): boolean {
  return state === 'planned' || state === 'importing' || state === 'attaching';
}

function mailboxesOf(copies: readonly { mailbox: string | null }[]): string[] {
  return copies.flatMap(({ mailbox }) => mailbox ?? []).toSorted();
}
