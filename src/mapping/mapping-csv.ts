import type { MappingRules } from '../domain/mapping.js';
import { contradictions } from './contradictions.js';
import { readLines, type Line } from './csv-lines.js';
import { decodeCsv } from './csv-text.js';
import { columnsOf } from './mapping-columns.js';
import { mappingFault, type MappingFault, type MappingRemark } from './mapping-faults.js';
import { readRow, type ParsedRow } from './mapping-row.js';
import { rivalRow } from './rival-row.js';
import { rowsBy } from './rows-by.js';
import { atOnce, type Turns } from './turns.js';
import { unusedColumns } from './unused-columns.js';

/** Rows that are read in one turn, in some 10 ms: telling numbers apart takes its time. */
const ROWS_IN_A_TURN = 200;

const WHOLE_FILE = { line: 1, column: 'file' } as const;

export interface ParsedMapping {
  rows: ParsedRow[];
  faults: MappingFault[];
  /** What is odd but in use; they stop no installation. */
  remarks: MappingRemark[];
}

/**
 * Takes a mapping CSV apart. Whatever is wrong is a fault with its line, never an exception; the rows are what can be
 * used without the faulty ones, so that a file installed in spite of them means the same ever after.
 */
export function parseMappingCsv(bytes: Buffer, rules: Partial<MappingRules> = {}): ParsedMapping {
  return atOnce(parsingMappingCsv(bytes, rules));
}

/** The same in turns: a large file takes seconds. */
export function* parsingMappingCsv(
  bytes: Buffer,
  { defaultCountry }: Partial<MappingRules>,
): Turns<ParsedMapping> {
  const csv = decodeCsv(bytes);
  if ('reason' in csv) return unread([mappingFault(csv.reason, WHOLE_FILE)]);
  const read = readLines(csv);
  if (read === undefined) return unread([mappingFault('over 200,000 rows', WHOLE_FILE)]);
  const { lines, faults } = read;
  const header = columnsOf(lines[0]?.cells ?? []);
  if (header === 'unclear')
    return unread([mappingFault('columns not clear', { line: lines[0]?.line ?? 1, column: 'row' })]);
  const unused = header ? unusedColumns(lines, header) : { faults: [], remarks: [] };
  if (unused.faults.length > 0) return unread(unused.faults);
  const parsed = yield* parsingRows(lines.slice(header ? 1 : 0), { header, defaultCountry });
  return {
    rows: parsed.rows,
    faults: [...faults, ...parsed.faults].toSorted((a, b) => a.line - b.line),
    remarks: [...unused.remarks, ...parsed.remarks],
  };
}

function* parsingRows(lines: readonly Line[], columns: Parameters<typeof readRow>[1]): Turns<ParsedMapping> {
  const read: ReturnType<typeof readRow>[] = [];
  for (const [index, line] of lines.entries()) {
    if (index % ROWS_IN_A_TURN === 0) yield;
    read.push(readRow(line, columns));
  }
  const { rows, faults } = apart(read.flatMap(({ row }) => row ?? []));
  return {
    rows,
    faults: [...read.flatMap((row) => row.faults ?? []), ...faults],
    remarks: read.flatMap(({ remarks = [] }) => remarks),
  };
}

function unread(faults: MappingFault[]): ParsedMapping {
  return { rows: [], faults, remarks: [] };
}

/** The rows without those that contradict each other. The same row twice is one row. */
function apart(rows: readonly ParsedRow[]): { rows: ParsedRow[]; faults: MappingFault[] } {
  const shared = [...rowsBy(rows, ({ number }) => number).values()].filter(({ length }) => length > 1);
  const contradicting = shared.map(contradictions);
  const unusable = new Set([...contradicting.flat(), ...shared.flatMap(repetitions)]);
  return {
    rows: rows.filter((row) => !unusable.has(row)),
    faults: contradicting.flatMap((group) => group.map((row) => contradiction(row, group))),
  };
}

function repetitions(rows: readonly ParsedRow[]): ParsedRow[] {
  const meaning = ({ address, validFrom, validTo }: ParsedRow) =>
    [address.toLowerCase(), validFrom, validTo].join();
  return [...rowsBy(rows, meaning).values()].flatMap(([, ...repeated]) => repeated);
}

function contradiction(row: ParsedRow, group: readonly ParsedRow[]): MappingFault {
  const { line, shown = '' } = row;
  const rival = rivalRow(row, group);
  const fault = mappingFault('two mailboxes for a number', { line, column: 'number', shown });
  return rival === undefined ? fault : { ...fault, otherLine: rival.line };
}
