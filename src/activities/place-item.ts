import type { Copy } from '../domain/copies.js';
import { deliveriesOf, mailboxesFor, type Deliveries } from '../domain/deliveries.js';
import { participantsOf, type Item, type Participant } from '../domain/item.js';
import { sourceUserId } from '../domain/participant.js';
import { seenKey } from '../domain/seen.js';
import type { MailboxUser } from '../domain/user.js';
import type { ExpectedCopy } from '../storage/outcomes.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import { catchAllUser, ownersOf } from './mailbox-owners.js';
import { resolveMailboxes } from './resolve-mailboxes.js';
import type { RunContext } from './run-context.js';

/** An item and the copies of it that there are. */
export interface KnownItem {
  itemKey: string;
  item: Item;
  copies: readonly Copy[];
}

/** Whose mailboxes an item belongs in. */
export interface Placement {
  /** By the key of SeenPerson; who is missing has none. */
  mailboxes: ReadonlyMap<string, string>;
  catchAll: string | undefined;
  /** By the same key: the mailbox that each had when the item was mapped before. */
  formers: ReadonlyMap<string, string>;
  /** One per mailbox, named after the first participant who has it; in the catch-all mailbox after the sender. */
  expected: ExpectedCopy[];
}

type Deps = Pick<ArchiverDeps, 'seen'>;

/** Asks the directory whom the mapping leads to; who has the item already keeps it where it is. */
export async function placeItem(deps: Deps, context: RunContext, known: KnownItem): Promise<Placement> {
  const deliveries = await deliveriesBefore(deps, context, known);
  const owners = ownersOf(await resolveMailboxes(known.item, context, cancellation()));
  const users = new Map(owners.map(({ participant, user }) => [participant, user]));
  const mailboxes = new Map<string, string>();
  const expected = new Map<string, ExpectedCopy>();
  for (const participant of participantsOf(known.item)) {
    const [key, user] = [seenKey(participant), users.get(participant)];
    const [own, ...others] = mailboxesFor(deliveries.mailboxes.get(key), user?.id, known.copies);
    if (own === undefined) continue;
    mailboxes.set(key, own);
    for (const mailbox of [own, ...others])
      if (!expected.has(mailbox)) expected.set(mailbox, copyFor(participant, mailbox, user));
  }
  const forAll = expected.size === 0 ? await catchAllCopy(context, known, deliveries) : [];
  return {
    mailboxes,
    catchAll: deliveries.catchAll ?? forAll[0]?.mailbox,
    formers: deliveries.formers,
    expected: [...expected.values(), ...forAll],
  };
}

/** Costs a read only where copies were planned before. */
async function deliveriesBefore(
  { seen }: Deps,
  { record }: RunContext,
  { itemKey, item, copies }: KnownItem,
): Promise<Deliveries> {
  const appearance =
    copies.length > 0 ? await seen.appearance(record.connectorId, itemKey, item.archivedTime) : undefined;
  return deliveriesOf(appearance, copies);
}

function copyFor(participant: Participant, mailbox: string, user: MailboxUser | undefined): ExpectedCopy {
  const m365UserId = user?.id === mailbox ? user.userPrincipalName : null;
  return { mailbox, sourceUserId: sourceUserId(participant), m365UserId };
}

async function catchAllCopy(
  context: RunContext,
  { item }: KnownItem,
  { catchAll }: Deliveries,
): Promise<ExpectedCopy[]> {
  const user = catchAll === undefined ? await catchAllUser(context) : undefined;
  const mailbox = catchAll ?? user?.id;
  return mailbox === undefined ? [] : [copyFor(item.sender, mailbox, user)];
}
