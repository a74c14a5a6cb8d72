import type { Item } from '../domain/item.js';
import { participantsOf } from '../domain/item.js';
import type { LedgerEntry } from '../domain/ledger-entry.js';
import type { Outcome } from '../domain/report.js';
import type { RunRef } from '../domain/run.js';
import { seenKey, type Appearance } from '../domain/seen.js';
import type { RunRecord } from '../storage/runs.js';
import type { ArchiverDeps } from './deps.js';
import { namedCopies } from './named-copies.js';
import type { Placement } from './place-item.js';
import type { RunContexts } from './run-context.js';

/** An item and whose mailboxes it belongs in, were it for everybody. */
export interface PlacedItem {
  run: RunRef;
  itemKey: string;
  item: Item;
  entry: LedgerEntry;
  placement: Placement;
}

/**
 * For which mailboxes alone an item is to be archived; undefined where for all. A restricted run's own choice counts,
 * and of an item that such runs left open theirs together (`onlyFor`, their run ids).
 */
export async function chosenMailboxes(
  contexts: RunContexts,
  run: RunRef,
  onlyFor: readonly string[] = [],
): Promise<ReadonlySet<string> | undefined> {
  const own = (await contexts(run)).record.mailboxes;
  if (own !== undefined) return new Set(own);
  if (onlyFor.length === 0) return undefined;
  const chosen = new Set<string>();
  for (const runId of onlyFor) {
    const { mailboxes } = (await contexts({ ...run, runId })).record;
    if (mailboxes === undefined) return undefined;
    for (const mailbox of mailboxes) chosen.add(mailbox);
  }
  return chosen;
}

/** What a run for chosen mailboxes leaves open is open for those alone; what such runs left stays so (`onlyFor`). */
export function restrictionOf(
  { runId, mailboxes }: Pick<RunRecord, 'runId' | 'mailboxes'>,
  onlyFor = mailboxes && [runId],
): { onlyFor?: string[] } {
  return onlyFor ? { onlyFor } : {};
}

/**
 * Plans the copies in the chosen mailboxes and opens their outcome rows. Nobody else becomes known as having the item, or
 * as having no mailbox, and the ledger says that it was not for everybody: a later run must not take it for settled. An
 * item without a copy among them counts nothing.
 */
export async function mapForChosen(
  deps: Pick<ArchiverDeps, 'ledger' | 'outcomes' | 'seen'>,
  placed: PlacedItem,
  chosen: ReadonlySet<string>,
): Promise<Outcome[]> {
  const { run, itemKey, item, entry, placement } = placed;
  const wanted = placement.expected.filter(({ mailbox }) => chosen.has(mailbox.toLowerCase()));
  if (wanted.length === 0) return await deps.outcomes.openCopies(run.runId, itemKey, item.itemId, []);
  const mailboxes = wanted.map(({ mailbox }) => mailbox);
  if (entry.copies.length === 0) await deps.ledger.recordForChosen(itemKey, run.runId);
  await recordDeliveries(deps, placed, new Set(mailboxes));
  const copies = await deps.ledger.planCopies(itemKey, mailboxes, run.runId, entry);
  const expected = await namedCopies(deps, copies, wanted);
  return await deps.outcomes.openCopies(run.runId, itemKey, item.itemId, expected);
}

/** Whose mailbox has the item stays so, whatever the mapping says later. What was known of the others stays as it is. */
async function recordDeliveries(
  { seen }: Pick<ArchiverDeps, 'seen'>,
  { run: { connectorId }, itemKey, item, placement }: PlacedItem,
  mailboxes: ReadonlySet<string>,
): Promise<void> {
  const { archivedTime, messageTime } = item;
  const before = await seen.appearance(connectorId, itemKey, archivedTime);
  const people = new Map((before?.people ?? []).map((person) => [person.key, person]));
  for (const participant of participantsOf(item)) {
    const key = seenKey(participant);
    const mailbox = placement.mailboxes.get(key);
    if (mailbox === undefined || !mailboxes.has(mailbox)) continue;
    await seen.addPerson(connectorId, { key, participant });
    people.set(key, { key, mailbox });
  }
  const catchAll = placement.catchAll !== undefined && mailboxes.has(placement.catchAll);
  const appearance: Appearance = { itemKey, archivedTime, messageTime, people: [...people.values()] };
  await seen.putAppearance(connectorId, {
    ...appearance,
    ...(before?.catchAll !== undefined && { catchAll: before.catchAll }),
    ...(catchAll && placement.catchAll !== undefined && { catchAll: placement.catchAll }),
  });
}
