/**
 * The text with `\n` as its only line break; undefined where the bytes are not UTF-8, with or without BOM, nor UTF-16
 * with BOM.
 */
export function decodeCsv(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    // NULs are UTF-16 without BOM, or no text at all.
    // csv-parse counts a CR LF inside quotes as two lines.
    return text.includes('\0') ? undefined : text.replaceAll(/\r\n?/g, '\n');
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
export function delimiterOf(text: string): string {
  const line = /^.*\S.*$/m.exec(text)?.[0] ?? '';
  const unquoted = line.replaceAll(/"[^"]*"/g, '');
  const [best = ','] = [',', ';', '\t'].toSorted((a, b) => countOf(unquoted, b) - countOf(unquoted, a));
  return best;
}

function countOf(text: string, delimiter: string): number {
  return text.split(delimiter).length - 1;
}
