import type { NoMailbox } from '../domain/user.js';
import { foundUser, type FoundUsers } from './found-users.js';
import type { MappingRow } from '../domain/mapping.js';
import { rowMeaning } from './row-difference.js';
import { shapeOf, type Finding } from './mapping-faults.js';

interface Wording {
  reason: string;
  remedy: string;
}

/** Why an address leads to no mailbox, and what an admin can do about it. */
export const NO_MAILBOX: Record<NoMailbox, Wording> = {
  unknown: {
    reason: 'unknown in Microsoft 365',
    remedy: 'Correct the address, or create the user.',
  },
  deleted: {
    reason: 'user was deleted',
    remedy: 'Restore the user, or end the row with validTo.',
  },
  guest: {
    reason: 'guest of the tenant',
    remedy: 'Name a member of the tenant: the mailbox of a guest is elsewhere.',
  },
  'no-mailbox': {
    reason: 'user without a mailbox',
    remedy: 'Give the user a licence with Exchange Online.',
  },
  'on-premises': {
    reason: 'mailbox on Exchange Server',
    remedy: 'Move the mailbox to Exchange Online, or name another one.',
  },
  'archive-only': {
    reason: 'only an archive in Exchange Online',
    remedy: 'Move the mailbox itself to Exchange Online, or name another one.',
  },
  ambiguous: {
    reason: 'several users have the address',
    remedy: 'Write the user principal name of the one who is meant.',
  },
};

const BLOCKED: Wording = {
  reason: 'sign-in is blocked',
  remedy: 'Nothing to do if it is meant so: the mailbox takes mail.',
};
const SHARED: Wording = {
  reason: 'shared mailbox',
  remedy: 'Make sure that everyone who may open it may read these messages.',
};

/** Whether a finding is of a row that is in use all the same: it holds once somebody has a mailbox. */
export function leadsNowhere({ reason }: Pick<Finding<string>, 'reason'>): boolean {
  return Object.values(NO_MAILBOX).some((wording) => wording.reason === reason);
}

/**
 * What the directory has against rows. A row that names nobody with a mailbox is a fault; one that has ended is a remark
 * only, for a leaver's row has to stay, and so is one of `inForce`.
 */
export function userFindings(
  rows: readonly MappingRow[],
  users: FoundUsers,
  { now, inForce = [] }: { now: string; inForce?: readonly MappingRow[] },
): { faults: Finding<string>[]; remarks: Finding<string>[] } {
  const known = new Set(inForce.map(rowMeaning));
  const faults: Finding<string>[] = [];
  const remarks: Finding<string>[] = [];
  for (const row of rows) {
    const found = foundUser(users, row.address);
    if (found.state !== 'valid') {
      const isRemark = hasEnded(row, now) || known.has(rowMeaning(row));
      (isRemark ? remarks : faults).push(findingOf(row, NO_MAILBOX[found.state]));
      continue;
    }
    // A shared mailbox has no sign-in at all.
    if (found.isShared) remarks.push(findingOf(row, SHARED));
    else if (found.isBlocked) remarks.push(findingOf(row, BLOCKED));
  }
  return { faults, remarks };
}

function hasEnded({ validTo }: MappingRow, now: string): boolean {
  return validTo !== null && Date.parse(validTo) <= Date.parse(now);
}

function findingOf({ line, address }: MappingRow, { reason, remedy }: Wording): Finding<string> {
  return { line, column: 'address', reason, remedy, shown: shapeOf(address) };
}
