import type { Attachment } from './item.js';

/** An item as a mail, before it becomes RFC 5322 bytes or a Graph message. Every text is already free of what a header or a page must not hold. */
export interface Mail {
  /** With angle brackets. */
  messageId: string;
  subject: string;
  from: MailAddress;
  to: MailAddress[];
  /** ISO instant of the event, in UTC. */
  date: string;
  /** Message-ID of the quoted, edited, deleted or reacted-to item's revision 0. */
  inReplyTo?: string;
  /** Thread-Topic: the same for every mail of a thread. */
  threadTopic: string;
  /** Thread-Index: 22 bytes, the same for every mail of a thread (MS-OXOMSG 2.2.1.3). */
  threadIndex: Uint8Array;
  /** Our own x- headers; Graph takes five at most. */
  headers: MailHeader[];
  /** The source's own headers, for the .eml only: Graph has no room for them. The text shows them in any case. */
  sourceHeaders: MailHeader[];
  text: string;
  html: string;
  attachments: MailAttachment[];
}

export interface MailHeader {
  name: string;
  value: string;
}

export interface MailAddress {
  name: string;
  address: string;
}

/** Bytes that belong to a mail. They are named in its text in any case, and embedded unless they were left out. */
export interface MailAttachment {
  fileName: string;
  contentType: string;
  sizeBytes: number;
  sha256: string | null;
  /** Where the bytes stand in staging; null where the source no longer had them, or where they are `content`. */
  blob: string | null;
  /** What we made from the record itself, in full. */
  content?: string;
  /** Without angle brackets. The HTML shows the image under this id, unless it is left out. */
  contentId?: string;
  kind?: NonNullable<Attachment['kind']>;
  /** As its sender wrote it. */
  caption?: string;
  leftOut?: 'AttachmentTooLarge' | 'AttachmentUnavailable';
}
