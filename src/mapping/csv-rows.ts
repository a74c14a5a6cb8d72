/** A longer row has lost a quote; nothing of a mapping is as long. */
const MAX_ROW_CHARACTERS = 10_000;
/** What spreadsheets leave of rows that are empty, by the hundred thousand. */
const BLANK = /^[\s,;]*$/;

/** What is one row, if it is CSV at all. */
export interface RowText {
  /** Where it begins, from 1. */
  line: number;
  text: string;
}

interface Cut {
  rows: RowText[];
  /** Lines whose quotes do not close where a row can end. */
  broken: number[];
}

/**
 * Cuts CSV into the rows that are not blank; undefined where these are more than `limit`. A stray quote costs its own line
 * and no other: the next row begins on the line after it. Text that spans lines is a row only if `isRow` says so. Linear
 * in the text.
 */
export function cutRows(text: string, limit: number, isRow: (text: string) => boolean): Cut | undefined {
  const lines = text.split('\n');
  const cut: Cut = { rows: [], broken: [] };
  let index = 0;
  while (index < lines.length) {
    const [line, end] = [index + 1, endOfRow(lines, index) ?? index];
    const row = lines.slice(index, end).join('\n');
    const isWhole = end === line ? row.length <= MAX_ROW_CHARACTERS : end > line && isRow(row);
    if (!isWhole) cut.broken.push(line);
    else if (!BLANK.test(row)) cut.rows.push({ line, text: row });
    if (cut.rows.length + cut.broken.length > limit) return undefined;
    index = isWhole ? end : line;
  }
  return cut;
}

/** The index after the row's last line: quotes come in pairs. Undefined where it would be longer than a row can be. */
function endOfRow(lines: readonly string[], begin: number): number | undefined {
  if (!isOdd(lines[begin])) return begin + 1;
  let length = lines[begin]?.length ?? 0;
  for (let index = begin + 1; index < lines.length; index += 1) {
    length += 1 + (lines[index]?.length ?? 0);
    if (length > MAX_ROW_CHARACTERS) return undefined;
    if (isOdd(lines[index])) return index + 1;
  }
  return undefined;
}

function isOdd(line = ''): boolean {
  return line.split('"').length % 2 === 0;
}
