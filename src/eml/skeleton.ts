import { createHash } from 'node:crypto';
import { Mailbox, MIMEMessage } from 'mimetext';
import { ArchiveError } from '../domain/errors.js';
import type { Mail, MailAddress, MailAttachment } from '../domain/mail.js';
import { cleanLine } from '../domain/mail/clean-text.js';
import { safeContentType } from '../domain/mail/file-name.js';
import { base64Lines, CRLF, encodedWords, foldedValue, parameter, phrase, unstructured } from './encode.js';

/**
 * Stands where an attachment's base64 goes. No content can contain it: headers hold printable characters only, and
 * everything else is base64.
 */
export const HOLE = '\0';

const MESSAGE_ID = /^<[\w.-]+@[\w.-]+>$/;
const MAIL_ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}$/;
const HEADER_NAME = /^X-[A-Za-z0-9_-]+$/i;
const CONTENT_ID = /^[\w.@-]+$/;

/** By itself mimetext would take the line end of the machine, and write an encoded-word of any length. */
const ENVIRONMENT = {
  eol: CRLF,
  toBase64: encodedWords,
  toBase64WebSafe: (text: string) => Buffer.from(text).toString('base64url'),
  validateContentType: (contentType: string) => contentType,
};

/** Pictures that the HTML shows come first: they stand beside it in multipart/related, all else behind that part. */
export function inPartOrder(attachments: readonly MailAttachment[]): MailAttachment[] {
  const isShown = ({ contentId }: MailAttachment): boolean => contentId !== undefined;
  return [...attachments.filter(isShown), ...attachments.filter((attachment) => !isShown(attachment))];
}

/**
 * The mail as RFC 5322 text with a HOLE for each of the attachments, which come in part order. mimetext sets headers and parts
 * together; what it writes as it is given (bodies, file names, its own random ids) is handed over ready for the wire.
 */
export function skeletonOf(mail: Mail, attachments: readonly MailAttachment[]): string {
  const message = new MIMEMessage(ENVIRONMENT);
  message.boundaries = boundariesOf(mail.messageId);
  setHeaders(message, mail);
  message.addMessage({ contentType: 'text/plain', encoding: 'base64', data: body(mail.text) });
  message.addMessage({ contentType: 'text/html', encoding: 'base64', data: body(mail.html) });
  for (const attachment of attachments) addHole(message, attachment);
  return typedRelated(message.asRaw()) + CRLF;
}

/** RFC 2387 section 3.1 wants the type of the part that stands for the whole, which mimetext does not say. */
function typedRelated(text: string): string {
  const header = 'Content-Type: multipart/related;';
  return text.replace(header, `${header}${CRLF} type="multipart/alternative";${CRLF}`);
}

/** Fixed, so that the same mail has the same bytes; `_` and `-` cannot stand in base64, so no body holds a boundary. */
function boundariesOf(messageId: string): MIMEMessage['boundaries'] {
  const seed = createHash('sha256').update(messageId).digest('hex').slice(0, 32);
  return { mixed: `mixed_${seed}`, alt: `alternative_${seed}`, related: `related_${seed}` };
}

function setHeaders(message: MIMEMessage, mail: Mail): void {
  message.setHeader('Date', new Date(mail.date).toUTCString().replace('GMT', '+0000'));
  message.setHeader('From', mailbox(mail.from));
  message.setHeader('To', mail.to.map(mailbox));
  message.setHeader('Message-ID', checked(mail.messageId, MESSAGE_ID, 'Message-ID'));
  message.setSubject(cleanLine(mail.subject));
  message.setHeader('Thread-Topic', unstructured(mail.threadTopic));
  message.setHeader('Thread-Index', Buffer.from(mail.threadIndex).toString('base64'));
  if (mail.inReplyTo !== undefined) {
    const target = checked(mail.inReplyTo, MESSAGE_ID, 'Message-ID');
    message.setHeader('In-Reply-To', target);
    message.setHeader('References', target);
  }
  for (const { name, value } of mail.headers) {
    message.setHeader(checked(name, HEADER_NAME, 'header name'), unstructured(value));
  }
  for (const { name, value } of mail.sourceHeaders) {
    message.setHeader(checked(name, HEADER_NAME, 'header name'), foldedValue(name, value));
  }
}

/** Without a name mimetext asks the mailbox itself for its text; with one it would encode even "Ann". */
function mailbox({ name, address }: MailAddress): Mailbox {
  const box = new Mailbox({ addr: checked(address, MAIL_ADDRESS, 'address') });
  const bare = box.dump();
  box.dump = () => (cleanLine(name) === '' ? bare : `${phrase(name)} ${bare}`);
  return box;
}

/** mimetext writes these as they stand: one with a bracket or a line break would write headers of its own. */
function checked(value: string, pattern: RegExp, what: string): string {
  if (pattern.test(value)) return value;
  throw new ArchiveError('Unexpected', `A mail was composed with a ${what} that cannot stand in a header.`);
}

function body(text: string): string {
  return base64Lines(Buffer.from(text.replace(/\r\n|\r|\n/g, CRLF)));
}

function addHole(message: MIMEMessage, { fileName, contentType, contentId }: MailAttachment): void {
  // RFC 2046 section 5.2.1 forbids base64 for message/rfc822, and the bytes must stay as they are.
  const safeType = safeContentType(contentType).replace(/^message\/.*/, 'application/octet-stream');
  const part = message.addAttachment({
    filename: 'file',
    contentType: safeType,
    encoding: 'base64',
    data: HOLE,
  });
  // mimetext puts the file name into both headers unquoted, so they are set again.
  part.setHeader('Content-Type', safeType + parameter('name', fileName));
  const isShown = contentId !== undefined;
  const disposition = isShown ? 'inline' : 'attachment';
  part.setHeader('Content-Disposition', disposition + parameter('filename', fileName));
  if (isShown) part.setHeader('Content-ID', `<${checked(contentId, CONTENT_ID, 'Content-ID')}>`);
  // It looks for the words "attachment" and "inline" anywhere in the header, file name included.
  part.isAttachment = () => !isShown;
  part.isInlineAttachment = () => isShown;
}
