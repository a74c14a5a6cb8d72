import { LIKE_VALIDITY, nameOf, OWN_NAMES } from './column-names.js';
import type { Line } from './csv-lines.js';
import { isData, type Columns } from './mapping-columns.js';
import {
  mappingFault,
  mappingRemark,
  shapeOf,
  type MappingFault,
  type MappingRemark,
} from './mapping-faults.js';

const MAX_HEADING_CHARACTERS = 40;
const YEAR = String.raw`(\d{4}|\d\d)`;
/** In any of the ways of spreadsheets: `2026-01-31`, `31.1.26 10:00`, `1/31/2026`, `31-Jan-2026`, `Jan 31, 2026`. */
const DATE = new RegExp(
  `^(${[
    String.raw`\d{4}[-./]\d{1,2}[-./]\d{1,2}`,
    String.raw`\d{1,2}[-./]\d{1,2}[-./]${YEAR}`,
    String.raw`\d{1,2}[-. ]{1,2}\p{L}{3,12}[-. ]{1,2}${YEAR}`,
    String.raw`\p{L}{3,12}[. ]{1,2}\d{1,2},? ${YEAR}`,
  ].join('|')})([T ,].*)?$`,
  'u',
);

/**
 * What is to be said of the columns of a file with a header that are not read. One that may limit rows in time is a fault
 * of the file: without its limits every row would hold for all time, for the former owner of the number and the next one.
 */
export function unusedColumns(
  [header, ...lines]: readonly Line[],
  columns: Columns,
): { faults: MappingFault[]; remarks: MappingRemark[] } {
  const faults: MappingFault[] = [];
  const remarks: MappingRemark[] = [];
  const used = new Set<number>(Object.values(columns));
  for (const [index, { hasDates }] of filledColumns(header?.cells ?? [], lines)) {
    const heading = header?.cells[index] ?? '';
    const [name, place] = [nameOf(heading), { line: header?.line ?? 1, shown: shownHeading(heading) }];
    if (used.has(index) || OWN_NAMES.test(name)) continue;
    if (hasDates || LIKE_VALIDITY.test(name))
      faults.push(mappingFault('column of dates not known', { ...place, column: 'file' }));
    else remarks.push(mappingRemark('column not used', { ...place, column: 'row' }));
  }
  return { faults, remarks };
}

/** Columns with a heading or anything below it, by their index; rows may be longer than the header. */
function filledColumns(
  header: readonly string[],
  lines: readonly Line[],
): Map<number, { hasDates: boolean }> {
  const columns = new Map<number, { hasDates: boolean }>();
  for (const [index, heading] of header.entries())
    if (heading !== '') columns.set(index, { hasDates: false });
  for (const { cells } of lines) {
    for (const [index, cell] of cells.entries()) {
      if (cell === '') continue;
      const column = columns.get(index);
      if (column === undefined) columns.set(index, { hasDates: DATE.test(cell) });
      else column.hasDates ||= DATE.test(cell);
    }
  }
  return columns;
}

/** A heading says nothing about anybody, unless the row is none. It may not steer a terminal. */
function shownHeading(heading: string): string {
  if (isData(heading)) return shapeOf(heading);
  return heading.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, MAX_HEADING_CHARACTERS);
}
