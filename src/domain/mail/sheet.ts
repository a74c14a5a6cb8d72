import type { Item, Participant } from '../item.js';
import type { MailAttachment } from '../mail.js';
import { leftOutNote } from './attachments.js';
import { balloonOf, type Balloon, type BalloonContext } from './balloon.js';
import type { Clock } from './clock.js';
import { marksOf } from './marks.js';
import { personLine } from './people.js';
import { bytes, rows, section, type Row, type Section } from './rows.js';
import { sourceHeadersOf } from './source-headers.js';
import { titleOf } from './title.js';

/** People who are named at the head of the mail; of more, all stand in a list of their own below. */
const MAX_AT_HEAD = 12;

/** What a mail shows. Plain text and HTML are both drawn from it, so that they cannot differ. All of it is clean text. */
export interface Sheet {
  title: string;
  /** States in a word or two: forwarded, edited, deleted for everyone. */
  marks: string[];
  /** Who, to whom, in which group, when. */
  facts: Row[];
  balloon: Balloon;
  /** What the mail carries and where it comes from. */
  sections: Section[];
}

export interface SheetContext extends BalloonContext {
  /** Whom it went to, as far as is known. */
  recipients: readonly Participant[];
}

/** Lays out an item of any record type. */
export function sheetOf(item: Item, context: SheetContext): Sheet {
  const { recipients, attachments, clock } = context;
  return {
    title: titleOf(item),
    marks: marksOf(item),
    facts: factsOf(item, recipients, clock),
    balloon: balloonOf(item, context),
    sections: [
      section('Attachments', attachments.map(attachmentEntry), 'list'),
      section(`All ${recipients.length} recipients`, [['To', rest(recipients)]], 'run'),
      section('Archive record', recordEntries(item)),
    ].filter((part) => part.rows.length > 0),
  };
}

function factsOf(item: Item, recipients: readonly Participant[], clock: Clock): Row[] {
  const { thread } = item;
  const others = rest(recipients).length - MAX_AT_HEAD;
  const more = others > 0 ? [`and ${others} others, who are listed below`] : [];
  return rows([
    ['From', [personLine(item.sender)]],
    ['To', [...recipients.slice(0, others > 0 ? MAX_AT_HEAD : undefined).map(personLine), ...more]],
    ['Group', [thread.type === 'group' ? (thread.name ?? 'without a name') : '']],
    ['Time', [clock(item.messageTime)]],
  ]);
}

/** Everybody, where the head of the mail cannot name all. */
function rest(recipients: readonly Participant[]): string[] {
  return recipients.length > MAX_AT_HEAD ? recipients.map(personLine) : [];
}

function attachmentEntry(attachment: MailAttachment): [string, string[]] {
  const { fileName, kind, contentType, sizeBytes, sha256, caption = '' } = attachment;
  const facts = `${kind === undefined ? '' : `${kind}, `}${contentType}, ${bytes(sizeBytes)}`;
  const digest = sha256 === null ? '' : `SHA-256 ${sha256}`;
  return [fileName, [caption, facts, digest, leftOutNote(attachment)]];
}

function recordEntries(item: Item): [string, string[]][] {
  return [
    ['Item', [item.itemId]],
    ['Revision', [String(item.revision)]],
    ['Record type', [item.recordType]],
    ['Direction', [item.direction]],
    ['Thread', [item.thread.threadId]],
    ['Product', [item.product]],
    ['Message time', [item.messageTime]],
    ['Archived by source', [item.archivedTime]],
    ...sourceHeadersOf(item).map(({ name, value }): [string, string[]] => [name, [value]]),
  ];
}
