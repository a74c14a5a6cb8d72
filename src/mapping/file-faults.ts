import type { MappingRow } from '../domain/mapping.js';
import type { Finding } from './mapping-faults.js';

const NO_ROW = {
  reason: 'no row that can be used',
  remedy: 'Write a number and an address into each row. To have no mapping file, use `mapping remove`.',
};
const NOBODY = {
  reason: 'no row leads to a mailbox',
  remedy: 'Correct the addresses, or set `mapping.automatic`: nobody would get mail.',
};

/** Of these nobody knows how many rows they hide. */
const HIDING_ROWS = ['columns not clear', 'not a CSV row'];

/** Whether the file as a whole was not understood: what could be used of it is then no mapping that anybody meant. */
export function isOfWholeFile({ column, reason }: Pick<Finding<string>, 'column' | 'reason'>): boolean {
  return column === 'file' || HIDING_ROWS.includes(reason);
}

/** A file by which nobody would be mapped, `users` being how many with a mailbox it names. */
export function emptinessFaults({
  rows,
  users,
  automatic,
}: {
  rows: readonly MappingRow[];
  users: number;
  automatic: boolean;
}): Finding<string>[] {
  if (rows.length > 0 && (users > 0 || automatic)) return [];
  const wording = rows.length === 0 ? NO_ROW : NOBODY;
  return [{ line: 1, column: 'file', ...wording, shown: '' }];
}
