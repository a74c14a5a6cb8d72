import { foundUser, type FoundUsers } from './found-users.js';
import type { MailboxMapping } from './mailbox-mapping.js';
import type { MappingRow } from '../domain/mapping.js';
import { shapeOf, type Finding } from './mapping-faults.js';
import type { ParsedRow } from './mapping-row.js';

const WORDING = {
  reason: 'moves to another user',
  remedy:
    'Say from when: validTo in the former row, validFrom in this one. If the former mailbox was wrong all along, give --reassign.',
};

/** The mapping in force, the one that is to replace it, and what is known of both. */
export interface Replacement {
  before: MailboxMapping;
  after: readonly ParsedRow[];
  users: FoundUsers;
  /** Whether a message of this number ever went into a mailbox. */
  wasDelivered: (number: string) => boolean;
  /** ISO instant. */
  now: string;
}

/**
 * Rows that give a number to somebody else for all time: what the former owner wrote and is still to be imported would
 * go to the new one. Another address of the same user is no such row, nor one that says from when it holds.
 */
export function reassignments(replacement: Replacement): Finding<string>[] {
  const { before, after, now } = replacement;
  return after
    .filter((row) =>
      before
        .rowsOf(row.number)
        .some((old) => holdTogether(old, row, now) && isSomebodyElse(old, row, replacement)),
    )
    .map(({ line, number, shown = shapeOf(number) }) => ({ line, column: 'number', ...WORDING, shown }));
}

function isSomebodyElse(old: MappingRow, row: MappingRow, { users, wasDelivered }: Replacement): boolean {
  if (old.address.toLowerCase() === row.address.toLowerCase()) return false;
  const [had, has] = [foundUser(users, old.address), foundUser(users, row.address)];
  if (had.state === 'valid' && has.state === 'valid') return had.user.id !== has.user.id;
  // An address that nobody has and nothing was delivered to is a slip that is being mended.
  return had.state !== 'unknown' || wasDelivered(row.number);
}

/** Whether both rows hold for some message up to now, and the new one names no day from which on. */
function holdTogether(old: MappingRow, row: MappingRow, now: string): boolean {
  if (row.validFrom !== null) return false;
  const begin = old.validFrom === null ? -Infinity : Date.parse(old.validFrom);
  const end = Math.min(endOf(old), endOf(row), Date.parse(now));
  return begin < end;
}

function endOf({ validTo }: MappingRow): number {
  return validTo === null ? Infinity : Date.parse(validTo);
}
