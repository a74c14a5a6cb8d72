import { tablePart, wordsPart } from './html-rows.js';
import {
  AUTHOR,
  BALLOONS,
  DETAILS,
  PICTURE,
  QUOTE,
  QUOTE_HEADING,
  QUOTE_ID,
  QUOTE_WORDS,
  STATEMENT,
  TIME,
  WORDS,
} from './html-styles.js';
import { markup, type Markup } from './markup.js';
import type { Section } from './rows.js';
import type { Balloon } from './sheet.js';
import type { Quote } from './target.js';

/** What was said or done, as a chat shows it: who, what it answers, what, and when. */
export function balloonPart(balloon: Balloon): Markup {
  const { direction, author, time, quote, statement, details, pictures, words } = balloon;
  return markup`<div style="${BALLOONS[direction]}">
<div style="${AUTHOR}"><bdi>${author}</bdi></div>
${statement === undefined ? '' : markup`<div style="${STATEMENT}"><bdi>${statement}</bdi></div>`}
${quote === undefined ? '' : quotePart(quote)}
${pictures.map(picturePart)}${wordsPart(words, WORDS)}
${details.map(detailsPart)}
<div style="${TIME}">${time}</div>
</div>`;
}

function quotePart({ heading, itemId, known }: Quote): Markup {
  if (known === undefined) {
    return markup`<div style="${QUOTE}"><div style="${QUOTE_HEADING}">${heading}</div>
<div style="${QUOTE_WORDS}">A message that is not in this archive.</div>
<div style="${QUOTE_ID}"><bdi>${itemId}</bdi></div></div>`;
  }
  const { author, time, words, files } = known;
  return markup`<div style="${QUOTE}"><div style="${QUOTE_HEADING}">${heading}: <bdi>${author}</bdi>, <bdi>${time}</bdi></div>
${wordsPart(words, QUOTE_WORDS)}${files.map((file) => markup`<div style="${QUOTE_ID}"><bdi>${file}</bdi></div>`)}
<div style="${QUOTE_ID}"><bdi>${itemId}</bdi></div></div>`;
}

/** The bytes are in the mail, under this id; the name stands in where a program shows no pictures. */
function picturePart({ contentId, fileName }: Balloon['pictures'][number]): Markup {
  return markup`<img src="cid:${contentId}" alt="${fileName}" style="${PICTURE}">\n`;
}

function detailsPart({ rows }: Section): Markup {
  return markup`<div style="${DETAILS}">${tablePart(rows)}</div>\n`;
}
