import { COLUMN_NAMES, nameOf } from './column-names.js';

/** Where the columns of a mapping CSV stand. */
export interface Columns {
  number: number;
  address: number;
  validFrom?: number;
  validTo?: number;
}

type Column = keyof Columns;

/** Without a header: the number, then the address. */
export const DEFAULT_COLUMNS: Columns = { number: 0, address: 1 };

/**
 * Reads a header, however it is spelled. Undefined where the row is no header, 'unclear' where it does not name one
 * column each for number and address: guessing would put mail into other people's mailboxes.
 */
export function columnsOf(row: readonly string[]): Columns | 'unclear' | undefined {
  const names = row.map(columnNamed);
  if (names.every((name) => name === undefined)) return undefined;
  if (hasRepeat(names)) return 'unclear';
  const [number, address] = [names.indexOf('number'), names.indexOf('address')];
  if (number < 0 || address < 0) return 'unclear';
  const [validFrom, validTo] = [names.indexOf('validFrom'), names.indexOf('validTo')];
  return { number, address, ...(validFrom >= 0 && { validFrom }), ...(validTo >= 0 && { validTo }) };
}

/** Whether a cell of the first row holds data, an address or a number, and nobody's heading. */
export function isData(cell: string): boolean {
  return /@|\d{5}/.test(cell);
}

function hasRepeat(names: (Column | undefined)[]): boolean {
  const known = names.filter((name) => name !== undefined);
  return new Set(known).size < known.length;
}

function columnNamed(cell: string): Column | undefined {
  if (isData(cell)) return undefined;
  const name = nameOf(cell);
  return (Object.keys(COLUMN_NAMES) as Column[]).find((column) => COLUMN_NAMES[column].test(name));
}
