import { CsvError, parse } from 'csv-parse/sync';
import type { CsvText } from './csv-text.js';
import { mappingFault, type MappingFault } from './mapping-faults.js';

const MAX_ROW_CHARACTERS = 10_000;
/** The apostrophe by which spreadsheets mark text, and the formula by which they keep digits text. */
const TEXT_MARKS = /^'|^="([^]*)"$/;

export interface Line {
  /** From 1; of a row that spans lines, the last. */
  line: number;
  cells: string[];
}

/** The rows that are not blank. What is no CSV is skipped and named; the parser goes on with the next line. */
export function readLines({ text, delimiter }: CsvText): { lines: Line[]; faults: MappingFault[] } {
  const faults: MappingFault[] = [];
  const lines: Line[] = [];
  parse(text, {
    delimiter,
    record_delimiter: '\n',
    trim: true,
    relax_quotes: false,
    relax_column_count: true,
    max_record_size: MAX_ROW_CHARACTERS,
    skip_records_with_error: true,
    on_record: (record, { lines: line }) => {
      const cells = record.map(cleanCell);
      if (cells.some((cell) => cell !== '')) lines.push({ line, cells });
      return null;
    },
    on_skip: (error) =>
      void faults.push(mappingFault('not a CSV row', { line: lineOf(error), column: 'row' })),
  });
  return { lines, faults };
}

function lineOf(error: unknown): number {
  return error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
}

/** Numbers copied from an address book come wrapped in invisible direction marks. */
function cleanCell(cell: string): string {
  return cell
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
    .replace(TEXT_MARKS, '$1')
    .trim();
}
