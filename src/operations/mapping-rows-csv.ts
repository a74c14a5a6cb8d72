import type { MappingRow } from '../domain/mapping.js';
import { spreadsheetCsv } from '../spreadsheet-csv.js';

const HEADER = ['Mobile Number', 'Microsoft 365 email', 'validFrom', 'validTo'];

/** A row as people read it: an empty cell where it holds without a bound. */
export function cellsOf({ number, address, validFrom, validTo }: Omit<MappingRow, 'line'>): string[] {
  return [`+${number}`, address, validFrom ?? '', validTo ?? ''];
}

/** A file that means the same when it is installed again; cells that a spreadsheet would take for a formula are defused. */
export function rowsCsv(rows: readonly Omit<MappingRow, 'line'>[]): string {
  return spreadsheetCsv(rows.map(cellsOf), HEADER).trimEnd();
}
