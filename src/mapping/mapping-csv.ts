import type { MappingRow, MappingRules } from '../domain/mapping.js';
import { contradictions } from './contradictions.js';
import { readLines } from './csv-lines.js';
import { decodeCsv } from './csv-text.js';
import { columnsOf } from './mapping-columns.js';
import { mappingFault, type MappingFault, type MappingRemark } from './mapping-faults.js';
import { readRow } from './mapping-row.js';
import { rowsBy } from './rows-by.js';

const MAX_FILE_BYTES = 20_000_000;

export interface ParsedMapping {
  rows: MappingRow[];
  faults: MappingFault[];
  /** What is odd but in use; they stop no installation. */
  remarks: MappingRemark[];
}

/**
 * Takes a mapping CSV apart. Whatever is wrong is a fault with its line, never an exception; the rows are what can be
 * used without the faulty ones, so that a file installed in spite of them means the same ever after.
 */
export function parseMappingCsv(
  bytes: Buffer,
  { defaultCountry }: Partial<MappingRules> = {},
): ParsedMapping {
  const csv = bytes.length > MAX_FILE_BYTES ? undefined : decodeCsv(bytes);
  if (csv === undefined) return unread(mappingFault('not a text file', { line: 1, column: 'file' }));
  const { lines, faults } = readLines(csv);
  const header = columnsOf(lines[0]?.cells ?? []);
  if (header === 'unclear')
    return unread(mappingFault('columns not clear', { line: lines[0]?.line ?? 1, column: 'row' }));
  const columns = { header, defaultCountry };
  const read = lines.slice(header ? 1 : 0).map((line) => readRow(line, columns));
  const { rows, contradicting } = apart(read.flatMap(({ row }) => row ?? []));
  const wrong = [...read.flatMap((row) => row.faults ?? []), ...contradicting.map(contradiction)];
  return {
    rows,
    faults: [...faults, ...wrong].toSorted((a, b) => a.line - b.line),
    remarks: read.flatMap(({ remarks = [] }) => remarks),
  };
}

function unread(fault: MappingFault): ParsedMapping {
  return { rows: [], faults: [fault], remarks: [] };
}

/** The rows without those that contradict each other. The same row twice is one row. */
function apart(rows: readonly MappingRow[]): { rows: MappingRow[]; contradicting: MappingRow[] } {
  const shared = [...rowsBy(rows, ({ number }) => number).values()].filter(({ length }) => length > 1);
  const contradicting = shared.flatMap(contradictions);
  const unusable = new Set([...contradicting, ...shared.flatMap(repetitions)]);
  return { rows: rows.filter((row) => !unusable.has(row)), contradicting };
}

function repetitions(rows: readonly MappingRow[]): MappingRow[] {
  const meaning = ({ address, validFrom, validTo }: MappingRow) =>
    [address.toLowerCase(), validFrom, validTo].join();
  return [...rowsBy(rows, meaning).values()].flatMap(([, ...repeated]) => repeated);
}

function contradiction({ line, number }: MappingRow): MappingFault {
  return mappingFault('two mailboxes for a number', { line, column: 'number', cell: number });
}
