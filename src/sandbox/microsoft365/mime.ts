import { ExtendedProperties, isBase64 } from './extended-properties.js';
import { badRequest } from './graph-error.js';
import type { Address, NewMessage } from './mailbox.js';

/**
 * Reads a base64 MIME body just far enough to show the draft it always becomes: main headers and the raw body. Throws
 * 400 `ErrorMimeContentInvalidBase64String` (learn.microsoft.com/graph/api/user-post-messages).
 */
export function draftFromMime(base64: string): NewMessage {
  const packed = base64.replaceAll(/\r?\n/g, '');
  if (packed === '' || !isBase64(packed))
    throw badRequest('ErrorMimeContentInvalidBase64String', 'Invalid base64 string for MIME content.');
  const mime = Buffer.from(packed, 'base64').toString('utf8');
  const [head = '', ...rest] = mime.split(/\r?\n\r?\n/);
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const from = addresses(header(head, 'From'))[0] ?? null;
  return {
    subject: header(head, 'Subject'),
    from,
    sender: from,
    to: addresses(header(head, 'To')),
    cc: addresses(header(head, 'Cc')),
    bcc: addresses(header(head, 'Bcc')),
    replyTo: addresses(header(head, 'Reply-To')),
    body: { contentType: 'text', content: rest.join('\r\n\r\n') },
    isDraft: true,
    isRead: true,
    importance: 'normal',
    categories: [],
    createdDateTime: now,
    receivedDateTime: now,
    sentDateTime: now,
    itemClass: 'IPM.Note',
    internetMessageId: header(head, 'Message-ID') || `<${crypto.randomUUID()}@sandbox.invalid>`,
    internetMessageHeaders: [],
    extendedProperties: new ExtendedProperties(),
    attachments: [],
  };
}

function header(head: string, name: string): string {
  const unfolded = head.replaceAll(/\r?\n[ \t]+/g, ' ');
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
}

function addresses(list: string): Address[] {
  return [...list.matchAll(/(?:"?([^",<>]*?)"?\s*<)?([^\s,<>"]+@[^\s,<>"]+)>?/g)].map(
    ([, name, address = '']) => ({
      name: name?.trim() || address,
      address,
    }),
  );
}
