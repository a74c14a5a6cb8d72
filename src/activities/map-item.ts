import { isOpen, type Copy } from '../domain/copies.js';
import { ArchiveError } from '../domain/errors.js';
import { participantsOf } from '../domain/item.js';
import type { ReasonCode } from '../domain/reasons.js';
import type { Outcome } from '../domain/report.js';
import type { ArchiveItemInput, RunRef } from '../domain/run.js';
import type { ExpectedCopy } from '../storage/outcomes.js';
import type { ArchiverDeps } from './deps.js';
import type { StoredItems } from './item-mail.js';
import { chosenMailboxes, mapForChosen } from './map-for-chosen.js';
import { namedCopies } from './named-copies.js';
import { placeItem } from './place-item.js';
import type { SeenRecorder } from './record-seen.js';
import type { RunContexts } from './run-context.js';

export interface MappedItem {
  /** Entra object ids. */
  mailboxes: string[];
  /** Why further copies are not to be tried, one reason for each; absent where there are none. */
  refused?: ReasonCode[];
  /** Of the item, which these have left open. */
  openMark?: string;
}

/**
 * Writes down who took part, plans one copy per mailbox and opens its outcome row. A copy that is still open from an
 * earlier mapping, and to whose mailbox nobody in the item leads any more, is reported and not delivered, and leaves the
 * item open. Of a run for chosen mailboxes only theirs count. Rejects with NoMapping where no participant has a mailbox, and no catch-all
 * mailbox takes the item.
 */
export function mapItem(
  deps: ArchiverDeps,
  contexts: RunContexts,
  items: StoredItems,
  recordSeen: SeenRecorder,
) {
  return async function mapItem({ run, itemKey, onlyFor }: ArchiveItemInput): Promise<MappedItem> {
    // Decided once per run: a directory that answers otherwise the second time must not leave rows without an outcome.
    const decided = await deps.outcomes.copiesOf(run.runId, itemKey);
    if (decided.length > 0) return await mappedTo(deps, run, decided);
    const context = await contexts(run);
    const { item } = await items(run, itemKey);
    const entry = await deps.ledger.entry(itemKey);
    const placement = await placeItem(deps, context, { itemKey, item, copies: entry.copies });
    const chosen = await chosenMailboxes(contexts, run, onlyFor);
    if (chosen) {
      const placed = { run, itemKey, item, entry, placement };
      return await mappedTo(deps, run, await mapForChosen(deps, placed, chosen));
    }
    await recordSeen({ connectorId: run.connectorId, itemKey, item, ...placement });
    if (placement.expected.length === 0) {
      throw new ArchiveError(
        'NoMapping',
        `None of the item's ${participantsOf(item).length} participants has a mailbox.`,
      );
    }
    const mailboxes = placement.expected.map(({ mailbox }) => mailbox);
    const copies = await deps.ledger.planCopies(itemKey, mailboxes, run.runId, entry);
    if (entry.isForChosen) await deps.ledger.clearForChosen(itemKey);
    const left = copies.filter((copy) => isOpen(copy) && !mailboxes.includes(copy.mailbox));
    const expected = await namedCopies(deps, copies, [...placement.expected, ...left.map(refusedCopy)]);
    const rows = await deps.outcomes.openCopies(run.runId, itemKey, item.itemId, expected);
    return await mappedTo(deps, run, rows);
  };
}

/** The ledger keeps it as it is: whoever maps the mailbox again goes on from there. */
function refusedCopy({ mailbox }: Copy): ExpectedCopy {
  return { mailbox, sourceUserId: null, m365UserId: null, refused: 'NoLongerMapped' };
}

async function mappedTo(
  { openItems }: Pick<ArchiverDeps, 'openItems'>,
  { connectorId }: RunRef,
  rows: readonly Outcome[],
): Promise<MappedItem> {
  const isRefused = ({ reason }: Outcome): boolean => reason === 'NoLongerMapped';
  const mailboxes = rows.flatMap((row) => (isRefused(row) ? [] : (row.mailbox ?? []))).toSorted();
  const refused = rows.filter(isRefused);
  const [first] = refused;
  if (first === undefined) return { mailboxes };
  const open = { itemKey: first.itemKey, reason: 'NoLongerMapped', record: null } as const;
  const openMark = await openItems.add(connectorId, open);
  return { mailboxes, refused: refused.flatMap(({ reason }) => reason ?? []), openMark };
}
