import { balloonPart } from './html-balloon.js';
import { ENTRY, ENTRY_NAME, HEADING, MARK, MARKS, PAGE, SHEET, SMALL, TITLE } from './html-styles.js';
import { linesPart, tablePart } from './html-rows.js';
import { markup, type Markup } from './markup.js';
import type { Row, Section } from './rows.js';
import type { Sheet } from './sheet.js';

/** The text/html part: a page that reads like the chat it came from, with the record of it below. */
export function htmlPart(subject: string, { title, marks, facts, balloon, sections }: Sheet): string {
  return markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="${PAGE}">
<div style="${SHEET}">
<h1 style="${TITLE}"><bdi>${title}</bdi></h1>
${marks.length === 0 ? '' : marksPart(marks)}
${tablePart(facts)}
${balloonPart(balloon)}
${sections.map(sectionPart)}
</div>
</body>
</html>
`.source;
}

function marksPart(marks: readonly string[]): Markup {
  return markup`<div style="${MARKS}">${marks.map((mark) => markup`<span style="${MARK}">${mark}</span>`)}</div>`;
}

function sectionPart(section: Section): Markup {
  return markup`<h2 style="${HEADING}">${section.heading}</h2>\n<div style="${SMALL}">${body(section)}</div>\n`;
}

function body({ rows, layout }: Section): Markup | Markup[] {
  switch (layout) {
    case 'table':
      return tablePart(rows);
    case 'list':
      return rows.map(entry);
    case 'run':
      return rows.map(run);
  }
}

function entry({ label, lines }: Row): Markup {
  return markup`<div style="${ENTRY}"><span style="${ENTRY_NAME}"><bdi>${label}</bdi></span><br>${linesPart(lines)}</div>\n`;
}

/** A thousand names take a page, not thirty. */
function run({ lines }: Row): Markup {
  return markup`${lines.map((line, index) => markup`${index === 0 ? '' : '; '}<bdi>${line}</bdi>`)}`;
}
