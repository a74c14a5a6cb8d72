import type { MappingRow } from '../domain/mapping.js';
import { isMailAddress } from '../domain/mail-address.js';
import { isGivenOut } from '../domain/phone-number.js';
import type { Line } from './csv-lines.js';
import { DEFAULT_COLUMNS, type Columns } from './mapping-columns.js';
import {
  mappingFault,
  mappingRemark,
  shapeOf,
  type MappingFault,
  type MappingRemark,
} from './mapping-faults.js';
import { numberInCell } from './number-cell.js';
import { beginOf, endOf } from './validity.js';

/** A row while it is judged. */
export interface ParsedRow extends MappingRow {
  /** The shape of the cell with the number, which may look otherwise than its canonical form. */
  shown?: string;
}

/** A row that was read has remarks, any other faults. */
interface ReadRow {
  row?: ParsedRow;
  faults?: MappingFault[];
  remarks?: MappingRemark[];
}

/** The row, or all that is wrong with it. */
export function readRow(
  { line, cells }: Line,
  { header, defaultCountry }: { header: Columns | undefined; defaultCountry: string | undefined },
): ReadRow {
  if (header === undefined && cells.slice(2).some((cell) => cell !== ''))
    return { faults: [mappingFault('too many cells', { line, column: 'row' })] };
  const columns = header ?? DEFAULT_COLUMNS;
  const cellOf = (column: keyof Columns) => cells[columns[column] ?? -1] ?? '';
  const faults: MappingFault[] = [];
  const wrong = (reason: MappingFault['reason'], column: keyof Columns) =>
    void faults.push(mappingFault(reason, { line, column, cell: cellOf(column) }));

  const found = numberInCell(cellOf('number'), defaultCountry);
  const address = cellOf('address');
  const [validFrom, validTo] = [beginOf(cellOf('validFrom')), endOf(cellOf('validTo'))];
  if ('reason' in found) wrong(found.reason, 'number');
  if (!isMailAddress(address)) wrong('not an address', 'address');
  if (validFrom === undefined) wrong('not a date', 'validFrom');
  if (validTo === undefined) wrong('not a date', 'validTo');
  if (validFrom && validTo && validFrom >= validTo) wrong('ends before it begins', 'validTo');
  if ('reason' in found || validFrom === undefined || validTo === undefined || faults.length > 0)
    return { faults };
  const { number } = found;
  const row = { line, number, address, validFrom, validTo, shown: shapeOf(cellOf('number')) };
  return { row, remarks: remarksOn(row) };
}

function remarksOn({ line, number, shown }: ParsedRow & { shown: string }): MappingRemark[] {
  if (isGivenOut(number)) return [];
  return [mappingRemark('no operator gives this number out', { line, column: 'number', shown })];
}
