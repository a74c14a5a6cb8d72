import type { Mail } from '../../src/domain/mail.js';
import type { MailboxCopy } from '../../src/microsoft365/microsoft365.js';

const mail: Mail = {
  messageId: '<0123456789abcdef0123456789abcdef01234567@whatsapp.invalid>',
  subject: 'WhatsApp Message from 447700900123 to Sales Group',
  from: { name: 'Ann Example (447700900123)', address: 'ann@contoso.example' },
  to: [{ name: 'Bob Example', address: '447700900124@whatsapp.invalid' }],
  date: '2026-11-19T08:15:30.000Z',
  inReplyTo: '<89abcdef0123456789abcdef0123456789abcdef@whatsapp.invalid>',
  threadTopic: 'Sales Group',
  threadIndex: new Uint8Array(22).fill(7),
  headers: [{ name: 'X-WhatsApp-Item', value: 'item-1' }],
  sourceHeaders: [],
  text: 'Hello',
  html: '<p>Hello</p>',
  attachments: [],
};

export function testMail(changes: Partial<Mail> = {}): Mail {
  return { ...mail, ...changes };
}

export function testCopy(marker: string, changes: Partial<MailboxCopy> = {}): MailboxCopy {
  return { mail, itemClass: 'IPM.ExternalData.WhatsAppArchiver', marker, contents: [], ...changes };
}

export function testContent(fileName: string, bytes: Buffer): MailboxCopy['contents'][number] {
  const attachment = { fileName, contentType: 'image/png', sizeBytes: bytes.length, sha256: null, blob: 'x' };
  return { attachment, bytes };
}

/** A signal that never fires. */
export function never(): AbortSignal {
  return new AbortController().signal;
}

/** Lets callers decide when work ends. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
