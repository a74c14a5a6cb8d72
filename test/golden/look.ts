import type { Mail, MailAttachment } from '../../src/domain/mail.js';

const RULE = '-'.repeat(60);
/** Headings of the text that every mail has, whatever its kind. */
const ALWAYS = new Set(['Archive record', 'Attachments']);

/** What a reader finds in a mail: the specimen's own people, groups and direction left out. */
export interface Look {
  subject: string;
  title: string;
  /** Marks, sentences, the headings of what is particular to the kind with the labels of their rows. */
  parts: string[];
  files: string[];
}

export function look({ subject, text, attachments }: Mail): Look {
  const [ours = '', words] = text.split(`${RULE}\n`);
  const [head = '', , ...blocks] = ours.trim().split('\n\n');
  const [title = '', ...marks] = head.split(/ (?=\[)/);
  // What we make of the record has captions of our own.
  const isCaptioned = attachments.some(
    ({ content, caption }) => content === undefined && caption !== undefined,
  );
  return {
    subject: subject.replace(/ from \d+ to .*/, ' from … to …').replace(/ in Sales Group$/, ' in …'),
    title,
    parts: [
      ...marks.map((mark) => mark.replace(/Inbound|Outbound/, 'Inbound or Outbound')),
      ...blocks.flatMap(blockPart),
      ...(isCaptioned ? ['a caption'] : []),
      ...(words === undefined ? [] : ['its text']),
    ],
    files: attachments.map(fileOf),
  };
}

function blockPart(block: string): string[] {
  const [heading = '', ...lines] = block.split('\n');
  if (ALWAYS.has(heading) || heading.endsWith(':')) return [];
  const labels = lines.flatMap((line) => /^ {2}(\S[^:]*):/.exec(line)?.[1] ?? []);
  if (labels.length === 0) return [`“${heading.replace(/\p{L}+ \p{L}+ \+\d+/gu, '…')}”`];
  return [`${heading} (${[...new Set(labels)].join(', ')})`];
}

function fileOf(attachment: MailAttachment): string {
  const facts = [attachment.contentType.replace(/;.*/, ''), ...stateOf(attachment)];
  return `\`${attachment.fileName}\` (${facts.join(', ')})`;
}

function stateOf({ contentId, leftOut, sha256 }: MailAttachment): string[] {
  if (leftOut === undefined) return contentId === undefined ? [] : ['shown'];
  return [sha256 === null ? 'only named, without SHA-256' : 'only named'];
}
