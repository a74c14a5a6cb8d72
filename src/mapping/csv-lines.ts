import { CsvError, parse } from 'csv-parse/sync';
import { isMailAddress } from '../domain/mail-address.js';
import { cutRows, type RowText } from './csv-rows.js';
import type { CsvText } from './csv-text.js';
import { mappingFault, type MappingFault } from './mapping-faults.js';

/** Numbers are read at about ten thousand a second, and the caller waits. */
const MAX_ROWS = 200_000;
/** The apostrophe by which spreadsheets mark text, and the formula by which they keep digits text. */
const TEXT_MARKS = /^'|^="([^"]*)"$/;
const LIKE_A_NUMBER = /^\W*\d[\d\s().\-/]{5,}$/;

export interface Line {
  /** From 1; of a row that spans lines, the first. */
  line: number;
  cells: string[];
}

/** The rows that are not blank; those that are no CSV are named instead. Undefined where they are over MAX_ROWS. */
export function readLines({
  text,
  delimiter,
}: CsvText): { lines: Line[]; faults: MappingFault[] } | undefined {
  const isRow = (row: string): boolean => {
    const [cells] = parseRows([{ line: 1, text: row }], delimiter);
    return cells !== undefined && !cells.some((cell) => holdsRow(cell, delimiter));
  };
  // The header comes on top.
  const cut = cutRows(text, MAX_ROWS + 1, isRow);
  if (cut === undefined) return undefined;
  const { rows, broken } = cut;
  const parsed = parseRows(rows, delimiter);
  const lines: Line[] = [];
  for (const [index, { line }] of rows.entries()) {
    const cells = parsed[index]?.map(cleanCell);
    if (cells === undefined) broken.push(line);
    else if (cells.some((cell) => cell !== '')) lines.push({ line, cells });
  }
  const faults = broken.map((line) => mappingFault('not a CSV row', { line, column: 'row' }));
  return { lines, faults };
}

/** The cells of each row; undefined for what is no CSV. All at once, for a call for each takes five times as long. */
function parseRows(rows: readonly RowText[], delimiter: string): (string[] | undefined)[] {
  try {
    return parse(rows.map(({ text }) => text).join('\n'), {
      delimiter,
      record_delimiter: '\n',
      trim: true,
      relax_column_count: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (rows.length === 1) return [undefined];
    const half = Math.ceil(rows.length / 2);
    return [rows.slice(0, half), rows.slice(half)].flatMap((part) => parseRows(part, delimiter));
  }
}

/** Whether a quoted cell has swallowed a row, as it does between two stray quotes. */
function holdsRow(cell: string, delimiter: string): boolean {
  return cell
    .split('\n')
    .slice(1)
    .map((line) => line.split(delimiter).map(cleanCell))
    .some((cells) => cells.some(isMailAddress) && cells.some((each) => LIKE_A_NUMBER.test(each)));
}

/** Numbers copied from an address book come wrapped in invisible direction marks. */
function cleanCell(cell: string): string {
  return cell
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
    .replace(TEXT_MARKS, '$1')
    .trim();
}
