import type { Item } from '../item.js';
import type { MailAttachment } from '../mail.js';
import { leftOutNote } from './attachments.js';
import { cleanBlock, cleanLine } from './clean-text.js';
import { detailsOf } from './details.js';
import { kindName } from './kinds.js';
import { personName } from './people.js';
import type { Clock } from './clock.js';
import type { Section } from './rows.js';
import { statementOf } from './statement.js';
import { quoteOf, type Quote } from './target.js';

/** What a balloon shows besides what stands in the item. */
export interface BalloonContext {
  attachments: readonly MailAttachment[];
  /** What the item answers, edits, deletes or reacts to, where the archive has it. */
  target: Item | undefined;
  clock: Clock;
}

/** What was said or done, as a chat shows it. All of it is clean text. */
export interface Balloon {
  direction: Item['direction'];
  author: string;
  time: string;
  /** What happened, in our words. */
  statement: string | undefined;
  quote: Quote | undefined;
  files: BalloonFile[];
  /** What somebody wrote, with its line breaks; empty where nothing was. `wordsAre` says which words, where it is not plain. */
  words: string;
  wordsAre: string | undefined;
  details: Section[];
}

export interface BalloonFile {
  /** "voice note: PTT-0001.opus" */
  label: string;
  caption: string;
  /** Why it is not in this mail. */
  note: string;
  /** Of a picture that the mail shows. */
  contentId: string | undefined;
}

export function balloonOf(item: Item, { attachments, target, clock }: BalloonContext): Balloon {
  const words = cleanBlock(item.text ?? '');
  const details = detailsOf(item, clock).filter(({ rows }) => rows.length > 0);
  const isEmpty = words === '' && details.length === 0 && attachments.length === 0;
  const author = personName(item.sender);
  return {
    direction: item.direction,
    author,
    time: clock(item.messageTime),
    statement:
      statementOf(item) ??
      (isEmpty ? `${author} sent something of which the source gave no text and no file.` : undefined),
    quote: quoteOf(item, target, clock),
    // What we made of the record stands there in full already.
    files: attachments.filter(({ content }) => content === undefined).map(fileOf),
    words,
    wordsAre: wordsAre(item),
    details,
  };
}

function fileOf(attachment: MailAttachment): BalloonFile {
  const { fileName, kind, caption = '', contentId, leftOut } = attachment;
  return {
    label: `${kindName(kind)}: ${fileName}`,
    caption: cleanLine(caption),
    note: leftOutNote(attachment),
    contentId: leftOut === undefined ? contentId : undefined,
  };
}

function wordsAre({ edit, deletion }: Item): string | undefined {
  if (edit) return 'After the edit';
  return deletion && 'The deleted text, as the source repeats it';
}
