import { stringify } from 'csv-stringify/sync';

/**
 * Rows as a CSV that people open in a spreadsheet, with a header of these columns. A cell that would be taken for a formula
 * gets an apostrophe in front (OWASP, CSV injection), which `parseMappingCsv` takes away again.
 */
export function spreadsheetCsv(rows: readonly object[], columns: string[]): string {
  return stringify([...rows], {
    header: true,
    columns,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  });
}
