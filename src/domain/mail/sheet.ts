import type { Item, Participant } from '../item.js';
import type { MailAttachment } from '../mail.js';
import { cleanBlock } from './clean-text.js';
import { detailsOf } from './details.js';
import { personLine } from './people.js';
import { bytes, rows, section, utc, type Row, type Section } from './rows.js';
import { typeName } from './subject.js';

/** What a mail shows. Plain text and HTML are both drawn from it, so that they cannot differ. All of it is clean text. */
export interface Sheet {
  title: string;
  /** States in a word or two: forwarded, edited, deleted for everyone. */
  marks: string[];
  /** Who, to whom, in which group, when, about what. */
  facts: Row[];
  sections: Section[];
  /** What somebody wrote, with its line breaks. */
  text: { author: string; words: string } | undefined;
}

/** Lays out an item of any record type. `recipients` are whom it went to, as far as is known. */
export function sheetOf(
  item: Item,
  recipients: readonly Participant[],
  attachments: readonly MailAttachment[],
): Sheet {
  const words = cleanBlock(item.text ?? '');
  return {
    title: titleOf(item),
    marks: marksOf(item),
    facts: factsOf(item, recipients),
    sections: [
      ...detailsOf(item),
      section('Attachments', attachments.map(attachmentEntry)),
      section('Archive record', recordEntries(item)),
    ].filter((part) => part.rows.length > 0),
    text: words === '' ? undefined : { author: personLine(item.sender), words },
  };
}

function titleOf({ recordType, call }: Item): string {
  switch (recordType) {
    case 'edit':
      return 'Edited WhatsApp message';
    case 'deletion':
      return 'Deleted WhatsApp message';
    case 'call':
      return call === undefined ? 'WhatsApp call' : `WhatsApp ${call.media} call`;
    default:
      return `WhatsApp ${typeName(recordType).replace('-', ' ')}`;
  }
}

function marksOf({ forwarded, quotedItemId, deletion, revision }: Item): string[] {
  const deletedFor = { everyone: ' for everyone', me: ' for one person only', unknown: '' };
  const marks: [applies: boolean, mark: string][] = [
    [forwarded === true, 'Forwarded'],
    [quotedItemId !== undefined, 'Reply'],
    [deletion !== undefined, `Deleted${deletedFor[deletion?.deletedFor ?? 'unknown']}`],
    [deletion?.readState === 'read', 'Had been read'],
    [deletion?.readState === 'unread', 'Had not been read'],
    [revision > 0, `Corrected by the source, revision ${revision}`],
  ];
  return marks.filter(([applies]) => applies).map(([, mark]) => mark);
}

function factsOf(item: Item, recipients: readonly Participant[]): Row[] {
  const { thread, quotedItemId, edit, deletion, reaction } = item;
  return rows([
    ['From', [personLine(item.sender)]],
    ['To', recipients.map(personLine)],
    ['Group', [thread.type === 'group' ? (thread.name ?? 'without a name') : '']],
    ['Time', [utc(item.messageTime)]],
    ['Reply to', [quotedItemId ?? '']],
    ['Edits', [edit?.editedItemId ?? '']],
    ['Deletes', [deletion?.deletedItemId ?? '']],
    ['Reacts to', [reaction?.targetItemId ?? '']],
  ]);
}

const LEFT_OUT = {
  AttachmentTooLarge: 'Left out of this mail because of its size. The archive keeps the bytes.',
  AttachmentUnavailable: 'Not archived: the source no longer had the bytes.',
};

function attachmentEntry(attachment: MailAttachment): [string, string[]] {
  const { fileName, kind, contentType, sizeBytes, sha256, caption = '', leftOut } = attachment;
  const facts = `${kind === undefined ? '' : `${kind}, `}${contentType}, ${bytes(sizeBytes)}`;
  const digest = sha256 === null ? '' : `SHA-256 ${sha256}`;
  return [fileName, [caption, facts, digest, leftOut === undefined ? '' : LEFT_OUT[leftOut]]];
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
  ];
}
