import type { MappingRow } from '../domain/mapping.js';
import { firstValid, foundUser, type FoundUsers } from './found-users.js';
import type { MailboxMapping } from './mailbox-mapping.js';
import { shapeOf, type Finding } from './mapping-faults.js';
import type { ParsedRow } from './mapping-row.js';

const WORDING = {
  reason: 'moves to another user',
  remedy:
    'Say from when: validTo in the former row, validFrom in this one. If the former mailbox was wrong all along, give --reassign.',
};

/** Of each number, and each mailbox (Entra object id) it led to, when the first message that it did so for was sent (milliseconds). */
export type Owned = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The mapping in force, the one that is to replace it, and what is known of both. */
export interface Replacement {
  before: MailboxMapping;
  after: readonly ParsedRow[];
  users: FoundUsers;
  owned: Owned;
  /** ISO instant. */
  now: string;
}

/**
 * Rows that give a number to somebody else for a time that was another's: what the former owner wrote and is still to be
 * imported would go to the new one. A row that begins later than the former owner did is a hand-over, and none of these.
 */
export function reassignments(replacement: Replacement): Finding<string>[] {
  const owners = mailsById(replacement.users);
  return replacement.after.flatMap((row) => {
    const former = formerAddress(row, replacement) ?? formerMailbox(row, replacement);
    if (former === undefined) return [];
    const { line, number, shown = shapeOf(number) } = row;
    const movesFrom = owners.get(former) ?? former;
    return [{ line, column: 'number', ...WORDING, shown, movesFrom }];
  });
}

/** The address of the row in force that this one takes the place of, from its begin or before. */
function formerAddress(row: MappingRow, replacement: Replacement): string | undefined {
  const rows = replacement.before.rowsOf(row.number);
  return rows.find((old) => takesOver(row, old, replacement.now) && isSomebodyElse(row, old, replacement))
    ?.address;
}

/** The mailbox whose messages, from the first on, would be this row's: also where no row led there, or none does any more. */
function formerMailbox(row: MappingRow, { before, users, owned }: Replacement): string | undefined {
  const owner = firstValid(users, [row.address])?.id;
  const own = before.rowsOf(row.number).filter((old) => isSameUser(row, old, users));
  const mailboxes = [...(owned.get(row.number) ?? [])];
  // What was this user's already is given to nobody.
  const isTaken = (first: number) => includes(row, first) && !own.some((old) => includes(old, first));
  return mailboxes.find(([mailbox, first]) => mailbox !== owner && isTaken(first))?.[0];
}

function isSomebodyElse(row: MappingRow, old: MappingRow, { users }: Replacement): boolean {
  // An address that nobody has is a slip that is being mended; what was delivered under it is evidence of its own.
  return !isSameUser(row, old, users) && foundUser(users, old.address).state !== 'unknown';
}

function isSameUser(row: MappingRow, old: MappingRow, users: FoundUsers): boolean {
  if (row.address.toLowerCase() === old.address.toLowerCase()) return true;
  const [had, has] = [firstValid(users, [old.address]), firstValid(users, [row.address])];
  return had !== null && had.id === has?.id;
}

/** Whether both hold for some message up to now, and the new row begins no later than the former one. */
function takesOver(row: MappingRow, old: MappingRow, now: string): boolean {
  return beginOf(row) <= beginOf(old) && beginOf(old) < Math.min(endOf(old), endOf(row), Date.parse(now));
}

function includes(row: MappingRow, time: number): boolean {
  return beginOf(row) <= time && time < endOf(row);
}

function beginOf({ validFrom }: MappingRow): number {
  return validFrom === null ? -Infinity : Date.parse(validFrom);
}

function endOf({ validTo }: MappingRow): number {
  return validTo === null ? Infinity : Date.parse(validTo);
}

function mailsById(users: FoundUsers): ReadonlyMap<string, string> {
  const found = [...users.values()].flatMap((each) => (each.state === 'valid' ? each.user : []));
  return new Map(found.map(({ id, mail }) => [id, mail]));
}
