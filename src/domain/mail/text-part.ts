import { section, type Row, type Section } from './rows.js';
import type { Sheet } from './sheet.js';
import type { Quote } from './target.js';

/**
 * The text/plain part. What somebody wrote comes last, below a rule: above it every line is ours, so that no message can
 * forge an attachment or a time.
 */
export function textPart({ title, marks, facts, balloon, sections }: Sheet): string {
  const { author, quote, statement, details, words, wordsAre } = balloon;
  const shown = [...(quote === undefined ? [] : [quoteSection(quote)]), ...details, ...sections];
  const blocks = [
    [title, ...marks.map((mark) => `[${mark}]`)].join(' '),
    table(facts),
    ...(statement === undefined ? [] : [statement]),
    ...shown.map((part) => `${part.heading}\n${table(part.rows)}`),
  ];
  const lead = wordsAre === undefined ? author : `${author} (${wordsAre})`;
  if (words !== '') blocks.push(`${lead}:\n${'-'.repeat(60)}\n${words}`);
  return `${blocks.join('\n\n')}\n`;
}

function quoteSection({ heading, itemId, known }: Quote): Section {
  if (known === undefined)
    return section(heading, [['Item', [itemId, 'The archive has no such message of this chat.']]]);
  const { author, time, words, files } = known;
  return section(heading, [
    ['From', [author]],
    ['Time', [time]],
    ['Text', words.split('\n')],
    ['Attachments', files],
    ['Item', [itemId]],
  ]);
}

function table(lines: readonly Row[]): string {
  return lines.map((row) => `  ${row.label}: ${row.lines.join('\n    ')}`).join('\n');
}
