import { markup, type Markup } from './markup.js';
import type { Row, Section } from './rows.js';
import type { Sheet } from './sheet.js';

// Styles stand in the tags, because mail programs drop style sheets; lines and borders carry the layout, because printers
// drop backgrounds. Nothing is loaded from anywhere and nothing is a link. A `bdi` around every outside text ends
// whatever direction the text switched to; a paragraph does so by itself.
const PAGE =
  "margin:0;padding:20px;background:#ffffff;color:#1d2a33;font-family:'Segoe UI',Calibri,Arial,sans-serif;font-size:15px;line-height:1.45";
const SHEET = 'max-width:780px';
const TITLE = 'margin:0 0 10px;font-size:20px;font-weight:600;color:#12503f';
const MARK =
  'display:inline-block;margin:0 6px 10px 0;padding:1px 9px;border:1px solid #b7791f;border-radius:10px;color:#8a5a12;font-size:13px';
const HEADING =
  'margin:22px 0 4px;font-size:13px;font-weight:600;color:#12503f;border-bottom:1px solid #cfd8dc';
const TABLE = 'width:100%;border-collapse:collapse;table-layout:fixed';
const LABEL =
  'width:130px;padding:2px 14px 2px 0;vertical-align:top;text-align:left;font-weight:normal;color:#5b6b75;overflow-wrap:anywhere';
const VALUE = 'padding:2px 0;vertical-align:top;overflow-wrap:anywhere';
const BUBBLE =
  'margin:16px 0 0;padding:10px 16px 12px;border:1px solid #cfe3d6;border-left:4px solid #2f9e6e;border-radius:8px;background:#f4faf6';
const AUTHOR = 'margin:0 0 4px;font-size:13px;font-weight:600;color:#12503f';
const WORDS = 'margin:0;white-space:pre-wrap;overflow-wrap:anywhere';

/** The text/html part: a page that reads like the chat it came from, with the record of it below. */
export function htmlPart(subject: string, sheet: Sheet): string {
  return markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="${PAGE}">
<div style="${SHEET}">
<h1 style="${TITLE}"><bdi>${sheet.title}</bdi></h1>
${sheet.marks.map((mark) => markup`<span style="${MARK}">${mark}</span>`)}
${table(sheet.facts)}
${sheet.text === undefined ? '' : bubble(sheet.text)}
${sheet.sections.map(sectionPart)}
</div>
</body>
</html>
`.source;
}

function bubble({ author, words }: NonNullable<Sheet['text']>): Markup {
  return markup`<div style="${BUBBLE}">
<p style="${AUTHOR}"><bdi>${author}</bdi></p>
${words.split('\n').map(paragraph)}
</div>`;
}

/** A paragraph for each line, as each has its own direction; an empty one would collapse. */
function paragraph(line: string): Markup {
  if (line === '') return markup`<p style="${WORDS}"><br></p>\n`;
  return markup`<p dir="auto" style="${WORDS}">${line}</p>\n`;
}

function sectionPart({ heading, rows }: Section): Markup {
  return markup`<h2 style="${HEADING}">${heading}</h2>\n${table(rows)}\n`;
}

function table(rows: readonly Row[]): Markup {
  return markup`<table style="${TABLE}">\n${rows.map(tableRow)}</table>`;
}

function tableRow({ label, lines }: Row): Markup {
  const [first = '', ...more] = lines;
  return markup`<tr><th scope="row" style="${LABEL}"><bdi>${label}</bdi></th>
<td style="${VALUE}"><bdi>${first}</bdi>${more.map((line) => markup`<br><bdi>${line}</bdi>`)}</td></tr>\n`;
}
