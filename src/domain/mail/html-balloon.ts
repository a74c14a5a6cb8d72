import { tablePart, wordsPart } from './html-rows.js';
import {
  AUTHOR,
  BALLOONS,
  CAPTION,
  DETAILS,
  FILE,
  PICTURE,
  QUOTE,
  QUOTE_HEADING,
  QUOTE_ID,
  QUOTE_WORDS,
  SHOWN,
  STATEMENT,
  TIME,
  WORDS,
  WORDS_ARE,
} from './html-styles.js';
import { markup, type Markup } from './markup.js';
import type { Section } from './rows.js';
import type { Balloon, BalloonFile } from './balloon.js';
import type { Quote } from './target.js';

/** What was said or done, as a chat shows it: who, what it answers, what, and when. */
export function balloonPart(balloon: Balloon): Markup {
  const { direction, time, quote, wordsAre, files, words, details } = balloon;
  return markup`<div style="${BALLOONS[direction]}">
${leadPart(balloon)}
${quote === undefined ? '' : quotePart(quote)}
${files.map(filePart)}
${wordsAre === undefined || words === '' ? '' : markup`<div style="${WORDS_ARE}">${wordsAre}</div>`}
${wordsPart(words, WORDS)}
${details.map(detailsPart)}
<div style="${TIME}">${time}</div>
</div>`;
}

/** A statement names its author by itself. */
function leadPart({ author, statement }: Balloon): Markup {
  return statement === undefined
    ? markup`<div style="${AUTHOR}"><bdi>${author}</bdi></div>`
    : markup`<div style="${STATEMENT}"><bdi>${statement}</bdi></div>`;
}

function quotePart({ heading, itemId, known }: Quote): Markup {
  const id = markup`<div style="${QUOTE_ID}">Item <bdi>${itemId}</bdi></div>`;
  if (known === undefined) {
    return markup`<div style="${QUOTE}"><div style="${QUOTE_HEADING}">${heading}</div>
<div style="${QUOTE_WORDS}">The archive has no such message of this chat.</div>
${id}</div>`;
  }
  const { author, time, words, files } = known;
  return markup`<div style="${QUOTE}"><div style="${QUOTE_HEADING}">${heading}: <bdi>${author}</bdi>, <bdi>${time}</bdi></div>
${wordsPart(words, QUOTE_WORDS)}${files.map((file) => markup`<div style="${QUOTE_ID}"><bdi>${file}</bdi></div>`)}
${id}</div>`;
}

/** The bytes of a picture are in the mail, under its id; the label stands in where a program shows none. */
function filePart({ contentId, label, caption, note }: BalloonFile): Markup {
  const shown =
    contentId === undefined
      ? markup`<bdi>${label}</bdi>`
      : markup`<img src="cid:${contentId}" alt="${label}" style="${PICTURE}">`;
  const below = [caption, note].filter((line) => line !== '');
  return markup`<div style="${contentId === undefined ? FILE : SHOWN}">${shown}${below.map(
    (line) => markup`<div style="${CAPTION}"><bdi>${line}</bdi></div>`,
  )}</div>\n`;
}

function detailsPart({ rows }: Section): Markup {
  return markup`<div style="${DETAILS}">${tablePart(rows)}</div>\n`;
}
