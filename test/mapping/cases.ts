import { readFileSync } from 'node:fs';

/** The page that admins read. */
const PAGE = new URL('../../docs/mapping-cases.md', import.meta.url);
const NOTHING = '—';

/** A row of one of the page's tables, by the headings of its columns; an empty text where the cell has a dash. */
export type Row = Record<string, string>;

export interface Section {
  heading: string;
  rows: Row[];
}

/** Every section of the page that has a table. */
export function readSections(): Section[] {
  return readFileSync(PAGE, 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((text) => ({ heading: text.slice(0, text.indexOf('\n')), rows: rowsOf(text) }));
}

/** What stands in a cell's backticks, one each. */
export function codesIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]*)`/g)].map(([, code = '']) => code);
}

function rowsOf(text: string): Row[] {
  const [headings = [], , ...rows] = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf);
  return rows.map((cells) =>
    Object.fromEntries(headings.map((heading, place) => [heading, cells[place]?.replace(NOTHING, '') ?? ''])),
  );
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
