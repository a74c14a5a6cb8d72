import { ArchiveError } from '../domain/errors.js';
import type { Mail, MailAddress, MailAttachment } from '../domain/mail.js';
import { MAX_INLINE_BYTES } from './limits.js';
import type { MailboxCopy } from './microsoft365.js';

/**
 * The named property by which a copy is found again. Name and GUID never change: a copy under the old ones would not
 * be found any more and be made a second time. Graph compares the name case-sensitively.
 */
export const MARKER_PROPERTY = 'String {3124fbcb-853f-4072-980b-40d9f7219a7b} Name WhatsAppArchiverMarker';

/** Graph: 400 InvalidInternetMessageHeaderCollection beyond. */
const MAX_HEADERS = 5;

interface ExtendedProperty {
  id: string;
  value: string;
}

/**
 * The body of POST /users/{id}/mailFolders/{id}/messages (learn.microsoft.com/graph/api/mailfolder-post-messages).
 * Throws Unexpected where the copy breaks a rule of Graph's that its maker had to keep.
 */
export function messageJson(copy: MailboxCopy): Record<string, unknown> {
  const { mail } = copy;
  const from = recipient(mail.from);
  return {
    subject: mail.subject,
    body: { contentType: 'html', content: mail.html },
    from,
    // Where the two differ Outlook shows "on behalf of"; tools that import mail set both.
    sender: from,
    toRecipients: mail.to.map(recipient),
    internetMessageId: mail.messageId,
    ...headersOf(mail),
    singleValueExtendedProperties: propertiesOf(copy),
    attachments: attachmentsOf(copy),
  };
}

function recipient({ name, address }: MailAddress): { emailAddress: MailAddress } {
  return { emailAddress: { name, address } };
}

/** Left out if empty: the property is documented as a list of at least one. */
function headersOf({ headers }: Mail): { internetMessageHeaders?: Mail['headers'] } {
  if (headers.length === 0) return {};
  const isAccepted = headers.length <= MAX_HEADERS && headers.every(({ name }) => /^x-/i.test(name));
  if (!isAccepted)
    throw new ArchiveError('Unexpected', `Graph takes at most ${MAX_HEADERS} headers, and only x- ones.`);
  return { internetMessageHeaders: headers };
}

/**
 * MAPI properties (MS-OXPROPS), which Graph honours at creation where it ignores receivedDateTime, sentDateTime and
 * isDraft. That properties can be set in the create is documented (learn.microsoft.com/graph/api/resources/
 * extended-properties-overview); what each of these does is not, and is known from programs that use it.
 */
function propertiesOf({ mail, itemClass, marker }: MailboxCopy): ExtendedProperty[] {
  return [
    // PidTagMessageFlags: mfRead without mfUnsent, else it stays a draft for ever. In use by several migration tools.
    { id: 'Integer 0x0E07', value: '1' },
    // PidTagMessageDeliveryTime, shown as receivedDateTime; in use.
    { id: 'SystemTime 0x0E06', value: mail.date },
    // PidTagClientSubmitTime, shown as sentDateTime; in use.
    { id: 'SystemTime 0x0039', value: mail.date },
    // PidTagMessageClass; seen in use with IPM.Note only.
    { id: 'String 0x001A', value: itemClass },
    // PidTagConversationTopic and PidTagConversationIndex hold a thread together in Outlook; seen in use once.
    { id: 'String 0x0070', value: mail.threadTopic },
    { id: 'Binary 0x0071', value: Buffer.from(mail.threadIndex).toString('base64') },
    ...repliesTo(mail.inReplyTo),
    { id: MARKER_PROPERTY, value: marker },
  ];
}

/** PidTagInReplyToId and PidTagInternetReferences; in use. internetMessageHeaders takes x- headers only. */
function repliesTo(messageId: string | undefined): ExtendedProperty[] {
  if (messageId === undefined) return [];
  return ['String 0x1042', 'String 0x1039'].map((id) => ({ id, value: messageId }));
}

function attachmentsOf({ contents }: MailboxCopy): Record<string, unknown>[] {
  const sizeBytes = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (sizeBytes > MAX_INLINE_BYTES) {
    throw new ArchiveError('Unexpected', `${sizeBytes} attachment bytes do not fit into one create.`);
  }
  return contents.map(({ attachment, bytes }) => attachmentJson(attachment, bytes));
}

/** Also the body of POST /users/{id}/messages/{id}/attachments (learn.microsoft.com/graph/api/message-post-attachments). */
export function attachmentJson(
  { fileName, contentType, contentId }: MailAttachment,
  bytes: Buffer,
): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: fileName,
    contentType,
    contentBytes: bytes.toString('base64'),
    ...(contentId !== undefined && { isInline: true, contentId }),
  };
}

/** What an attachment adds to a create or makes of a request of its own, in bytes of JSON. Counted without its bytes. */
export function attachmentJsonBytes(attachment: MailAttachment): number {
  const around = JSON.stringify([attachmentJson(attachment, Buffer.alloc(0))]);
  return Buffer.byteLength(around) + Math.ceil(attachment.sizeBytes / 3) * 4;
}
