import { LABEL, TABLE, VALUE } from './html-styles.js';
import { markup, type Markup } from './markup.js';
import type { Row } from './rows.js';

/** Lines below each other. A `bdi` around every outside text ends whatever direction the text switched to. */
export function linesPart([first = '', ...more]: readonly string[]): Markup {
  return markup`<bdi>${first}</bdi>${more.map((line) => markup`<br><bdi>${line}</bdi>`)}`;
}

export function tablePart(rows: readonly Row[]): Markup {
  return markup`<table style="${TABLE}">\n${rows.map(tableRow)}</table>`;
}

function tableRow({ label, lines }: Row): Markup {
  return markup`<tr><th scope="row" style="${LABEL}"><bdi>${label}</bdi></th>
<td style="${VALUE}">${linesPart(lines)}</td></tr>\n`;
}

/** A block for each line of what people wrote, as each has its own direction, by its first letter. */
export function wordsPart(words: string, style: string): Markup | string {
  if (words === '') return '';
  return markup`<div style="${style}">${words.split('\n').map(wordsLine)}</div>`;
}

/** An empty block would collapse; a break keeps its line, and a message of breaks small. */
function wordsLine(line: string): Markup {
  return line === '' ? markup`<br>` : markup`<div dir="auto">${line}</div>`;
}
