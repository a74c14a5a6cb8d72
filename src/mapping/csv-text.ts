import type { MappingFault } from './mapping-faults.js';

const MAX_FILE_BYTES = 20_000_000;
/** How a ZIP archive begins, which an .xlsx or .ods is, and an OLE file, which an .xls is. */
const WORKBOOKS = ['504b0304', 'd0cf11e0'];

export interface CsvText {
  /** With `\n` as its only line break. */
  text: string;
  delimiter: string;
}

/** In the order of preference: with decimal commas, a comma stands as often as what separates. */
const DELIMITERS = [';', '\t', ','];
/** How Excel writes the delimiter down, in a line of its own before all others. */
const DELIMITER_LINE = /^"?sep=([,;\t])"?(?=\n|$)/i;
/** How spreadsheets keep digits text: a formula in an unquoted cell, which is no CSV. */
const QUOTED_BY_FORMULA = /(?<=^|[,;\t])="([^"\n]*)"(?=[,;\t]|$)/gm;

/** UTF-8, with or without BOM, or UTF-16 with BOM; else why it cannot be read. Lines keep their numbers. */
export function decodeCsv(bytes: Buffer): CsvText | { reason: MappingFault['reason'] } {
  if (bytes.length > MAX_FILE_BYTES) return { reason: 'over 20 MB' };
  if (WORKBOOKS.includes(bytes.subarray(0, 4).toString('hex'))) return { reason: 'a workbook, not CSV' };
  const text = decode(bytes);
  if (text === undefined) return { reason: 'not UTF-8 or UTF-16' };
  return {
    delimiter: DELIMITER_LINE.exec(text)?.[1] ?? delimiterOf(text),
    text: text.replace(DELIMITER_LINE, '').replaceAll(QUOTED_BY_FORMULA, '"$1"'),
  };
}

function decode(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    // NULs are UTF-16 without BOM, or no text at all.
    if (text.includes('\0')) return undefined;
    // The decoder takes one BOM away; files that were put together have more.
    // csv-parse counts a CR LF inside quotes as two lines.
    return text.replace(/^\uFEFF+/, '').replaceAll(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
}

function encodingOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return 'utf-16le';
  return mark === 'feff' ? 'utf-16be' : 'utf-8';
}

/** The delimiter that stands most often in the first line that is not blank; spreadsheets choose it by language. */
function delimiterOf(text: string): string {
  const line = /^.*\S.*$/m.exec(text)?.[0] ?? '';
  const unquoted = line.replaceAll(/"[^"]*"/g, '');
  const [best = ','] = DELIMITERS.toSorted((a, b) => countOf(unquoted, b) - countOf(unquoted, a));
  return countOf(unquoted, best) === 0 ? ',' : best;
}

function countOf(text: string, delimiter: string): number {
  return text.split(delimiter).length - 1;
}
