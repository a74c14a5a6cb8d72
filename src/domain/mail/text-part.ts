import type { Row } from './rows.js';
import type { Sheet } from './sheet.js';

/**
 * The text/plain part. What somebody wrote comes last, below a rule: above it every line is ours, so that no message can
 * forge an attachment or a time.
 */
export function textPart(sheet: Sheet): string {
  const blocks = [
    [sheet.title, ...sheet.marks.map((mark) => `[${mark}]`)].join(' '),
    table(sheet.facts),
    ...sheet.sections.map(({ heading, rows }) => `${heading}\n${table(rows)}`),
  ];
  if (sheet.text !== undefined) blocks.push(`${sheet.text.author}:\n${'-'.repeat(60)}\n${sheet.text.words}`);
  return `${blocks.join('\n\n')}\n`;
}

function table(rows: readonly Row[]): string {
  return rows.map(({ label, lines }) => `  ${label}: ${lines.join('\n    ')}`).join('\n');
}
