import { CsvError, parse } from 'csv-parse/sync';
import { canonicalNumber } from '../domain/phone-number.js';
import { decodeCsv, delimiterOf } from './csv-text.js';
import { isMailAddress } from '../domain/mail-address.js';
import type { MappingRules } from '../domain/mapping.js';
import { columnsOf, DEFAULT_COLUMNS, type Columns } from './mapping-columns.js';
import { mappingFault, type MappingFault, type MappingRemark } from './mapping-faults.js';

/** A number and whose mailbox its messages belong in. */
export interface MappingRow {
  line: number;
  /** E.164 digits without the plus. */
  number: string;
  address: string;
  /** Instants in UTC, half-open, judged at the time of the message; null without a bound. */
  validFrom: string | null;
  validTo: string | null;
}

export interface ParsedMapping {
  rows: MappingRow[];
  faults: MappingFault[];
  /** What is odd but in use; they stop no installation. */
  remarks: MappingRemark[];
}

const MAX_FILE_BYTES = 20_000_000;
const MAX_ROW_CHARACTERS = 10_000;

interface Line {
  line: number;
  cells: string[];
}

/**
 * Takes a mapping CSV apart. Whatever is wrong is a fault with its line, never an exception; the rows are what can be
 * used without the faulty ones, so that a file installed in spite of them means the same ever after.
 */
export function parseMappingCsv(bytes: Buffer, _rules: Partial<MappingRules> = {}): ParsedMapping {
  const text = bytes.length > MAX_FILE_BYTES ? undefined : decodeCsv(bytes);
  if (text === undefined) {
    return {
      rows: [],
      faults: [mappingFault('not a text file', { line: 1, column: 'file' })],
      remarks: [],
    };
  }
  const { lines, faults } = readLines(text);
  const header = columnsOf(lines[0]?.cells ?? []);
  if (header === 'unclear') {
    return {
      rows: [],
      faults: [mappingFault('columns not clear', { line: lines[0]?.line ?? 1, column: 'row' })],
      remarks: [],
    };
  }
  const read = lines.slice(header ? 1 : 0).map((line) => readRow(line, header));
  const { rows, contradictions } = apart(read.filter((result) => 'number' in result));
  const wrong = read.filter((result) => 'reason' in result);
  return {
    rows,
    faults: [...faults, ...wrong, ...contradictions].toSorted((a, b) => a.line - b.line),
    remarks: [],
  };
}

/** What is no CSV is skipped and named; the parser goes on with the next line. */
function readLines(text: string): { lines: Line[]; faults: MappingFault[] } {
  const faults: MappingFault[] = [];
  const lines: Line[] = [];
  parse(text, {
    delimiter: delimiterOf(text),
    record_delimiter: '\n',
    trim: true,
    relax_quotes: false,
    relax_column_count: true,
    max_record_size: MAX_ROW_CHARACTERS,
    skip_records_with_error: true,
    on_record: (cells, { lines: line }) => {
      lines.push({ line, cells: cells.map(cleanCell) });
      return null;
    },
    on_skip: (error) =>
      void faults.push(mappingFault('not a CSV row', { line: lineOf(error), column: 'row' })),
  });
  return { lines: lines.filter(({ cells }) => cells.some((cell) => cell !== '')), faults };
}

function lineOf(error: unknown): number {
  return error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
}

/** Numbers copied from an address book come wrapped in invisible direction marks. */
function cleanCell(cell: string): string {
  return cell.replaceAll(/\p{Cf}/gu, '').trim();
}

/** The row, or the first thing that is wrong with it. */
function readRow({ line, cells }: Line, header: Columns | undefined): MappingRow | MappingFault {
  const columns = header ?? DEFAULT_COLUMNS;
  const cellOf = (column: keyof Columns) => cells[columns[column] ?? -1] ?? '';
  const fault = (reason: MappingFault['reason'], column: keyof Columns) =>
    mappingFault(reason, { line, column, cell: cellOf(column) });

  const isOverfull = header === undefined && cells.slice(2).some((cell) => cell !== '');
  if (isOverfull) return mappingFault('too many cells', { line, column: 'row' });
  const dated = (['validFrom', 'validTo'] as const).find((column) => cellOf(column) !== '');
  if (dated) return fault('does not work yet', dated);
  const number = canonicalNumber(cellOf('number'));
  if (number === undefined) return fault(whyNoNumber(cellOf('number')), 'number');
  const address = cellOf('address');
  return isMailAddress(address)
    ? { line, number, address, validFrom: null, validTo: null }
    : fault('not an address', 'address');
}

function whyNoNumber(cell: string): MappingFault['reason'] {
  if (/^\d[.,]\d+e\+?\d+$/i.test(cell)) return 'rounded by a spreadsheet';
  return /^\(?0(?!0)[\d\s().\-/]*$/.test(cell) ? 'national number without country' : 'not a number';
}

/**
 * A number with two addresses is a fault in each of its rows and in none of the result: whichever was kept, it might
 * put private mail into the wrong mailbox. The same row twice is one row.
 */
function apart(rows: readonly MappingRow[]): { rows: MappingRow[]; contradictions: MappingFault[] } {
  const firsts = new Map<string, MappingRow>();
  const contradicted = new Set<string>();
  for (const row of rows) {
    const first = firsts.get(row.number) ?? row;
    firsts.set(row.number, first);
    if (first.address.toLowerCase() !== row.address.toLowerCase()) contradicted.add(row.number);
  }
  return {
    rows: [...firsts.values()].filter(({ number }) => !contradicted.has(number)),
    contradictions: rows
      .filter(({ number }) => contradicted.has(number))
      .map(({ line, number }) =>
        mappingFault('two mailboxes for a number', { line, column: 'number', cell: number }),
      ),
  };
}
