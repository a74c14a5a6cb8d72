import { readFileSync } from 'node:fs';

const PAGES = new URL('../../docs/', import.meta.url);
const NOTHING = '—';

/** A row of one of the page's tables, by the headings of its columns; an empty text where the cell has a dash. */
export type Row = Record<string, string>;

export interface Section {
  heading: string;
  rows: Row[];
}

/** The sections of a page that people read, such as `mapping-cases.md`. */
export function readSections(page: string): Section[] {
  return readFileSync(new URL(page, PAGES), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((text) => ({ heading: text.slice(0, text.indexOf('\n')), rows: rowsOf(text) }));
}

/** The rows under one of its headings. Throws where there is no such section, or no row in it. */
export function readTable(page: string, heading: string): Row[] {
  const rows = readSections(page).find((section) => section.heading === heading)?.rows ?? [];
  if (rows.length === 0) throw new RangeError(`${page} has no table under “${heading}”.`);
  return rows;
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
