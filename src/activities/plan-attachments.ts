import { DEFAULT_MAX_MAIL_BYTES, type Connector } from '../domain/connector.js';
import type { Participant } from '../domain/item.js';
import type { Mail, MailAddress, MailAttachment } from '../domain/mail.js';
import { fitAttachments } from '../domain/mail/attachments.js';
import { splitInline, type CreateRoom } from '../domain/mail/inline-attachments.js';
import { sourceAddress } from '../domain/mail/people.js';
import { MAX_INLINE_ATTACHMENTS, MAX_INLINE_BYTES, MAX_REQUEST_BYTES } from '../microsoft365/limits.js';
import { attachmentJsonBytes, messageJson } from '../microsoft365/message-json.js';
import type { MailboxCopy } from '../microsoft365/microsoft365.js';
import { mailOf, type StoredItem } from './item-mail.js';

/** What saying that an attachment is left out adds to the body, as text and markup in both places that name it. */
const LEFT_OUT_BYTES = 400;
/** RFC 5321 section 4.5.3.1: 64 before the @ and 255 behind it. */
const MAX_ADDRESS_LENGTH = 320;

type Target = Connector['target'];

/** What becomes of an item's attachments in a mailbox. */
export interface PlannedAttachments {
  /** All attachments, those that cannot go into the mailbox marked as left out. */
  attachments: MailAttachment[];
  /** Those that go along with the creation, and those that are added afterwards, in this order. */
  inline: MailAttachment[];
  later: MailAttachment[];
}

/** Decides which attachments fit: by the item and the settings alone, so that every attempt decides the same. */
export function planAttachments(stored: StoredItem, target: Target, marker: string): PlannedAttachments {
  const attachments = fittingAttachments(stored, target);
  const embedded = attachments.filter(({ leftOut }) => leftOut === undefined);
  const mail = largestMail(stored, attachments, target);
  const room = roomInCreate({ mail, itemClass: target.itemClass, marker, contents: [] });
  return { attachments, ...splitInline(embedded, room) };
}

function fittingAttachments(stored: StoredItem, target: Target): MailAttachment[] {
  const { maxItemBytes, maxMailBytes = DEFAULT_MAX_MAIL_BYTES } = target;
  const { html } = largestMail(stored, stored.attachments, target);
  const bodyBytes = Buffer.byteLength(html) + stored.attachments.length * LEFT_OUT_BYTES;
  return fitAttachments(stored.attachments, {
    maxItemBytes,
    maxTotalBytes: Math.max(maxMailBytes - bodyBytes, 0),
  });
}

/**
 * The mail with everybody under an address of his own, as long as one can be: which addresses the directory knows may
 * change between two attempts, and what goes along with the creation may not.
 */
function largestMail(stored: StoredItem, attachments: MailAttachment[], { timezone }: Target): Mail {
  let people = 0;
  const addressOf = (participant: Participant): MailAddress => {
    people += 1;
    return { ...sourceAddress(participant), address: String(people).padStart(MAX_ADDRESS_LENGTH, '0') };
  };
  return mailOf(stored, { attachments, addressOf, timezone });
}

/** What the copy without any attachment leaves of a request. */
function roomInCreate(copy: MailboxCopy): CreateRoom {
  return {
    maxBytes: MAX_INLINE_BYTES,
    maxRequestBytes: MAX_REQUEST_BYTES - Buffer.byteLength(JSON.stringify(messageJson(copy))),
    maxCount: MAX_INLINE_ATTACHMENTS,
    requestBytesOf: attachmentJsonBytes,
  };
}
