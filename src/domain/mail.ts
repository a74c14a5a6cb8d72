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
  headers: { name: string; value: string }[];
  text: string;
  html: string;
  attachments: MailAttachment[];
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
  /** Where the bytes stand in staging; null where the source no longer had them. */
  blob: string | null;
  kind?: string;
  /** As its sender wrote it. */
  caption?: string;
  leftOut?: 'AttachmentTooLarge' | 'AttachmentUnavailable';
}
