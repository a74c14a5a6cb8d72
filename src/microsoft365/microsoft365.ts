import type { Mail, MailAttachment } from '../domain/mail.js';

/** A user whom a number or an address leads to, and who has a mailbox. */
export interface MailboxUser {
  /** Entra object id: the mailbox's identity, whatever alias named it. */
  id: string;
  userPrincipalName: string;
  /** Primary SMTP address, for the copy's From and To. */
  mail: string;
  displayName: string;
}

/** A mail as it is to stand in one mailbox. */
export interface MailboxCopy {
  mail: Mail;
  itemClass: string;
  /** copyMarker of domain/identity, by which the copy is found again. */
  marker: string;
  /** Attachments not left out, with their bytes; together at most MAX_INLINE_BYTES. */
  contents: { attachment: MailAttachment; bytes: Buffer }[];
}

/**
 * Raw attachment bytes that fit into one create: Graph takes less than 4 MB a request, base64 adds a third and the
 * body needs room (learn.microsoft.com/graph/outlook-large-attachments: below 3 MB in a single POST).
 */
export const MAX_INLINE_BYTES = 2_800_000;

/** What a create may have of Graph's 4 MB a request for its body and attachments; the rest is for names and headers. */
export const MAX_REQUEST_BYTES = 3_750_000;

/** Finds users. Rejects with ArchiveError: GraphUnreachable, GraphRefusedLogin, AccessDenied, Throttled. */
export interface Directory {
  /** By user principal name, mail or proxy address; undefined where nobody has it or the user has no mailbox. */
  findMailboxUser(address: string, signal: AbortSignal): Promise<MailboxUser | undefined>;
}

/**
 * Puts mail into mailboxes. At most three calls at a time per mailbox. Nothing is tried twice in here: a create whose
 * answer is lost rejects with GraphUnreachable, a definite refusal with its reason code (`isDefiniteRefusal`).
 */
export interface Mailboxes {
  /** Ids of the mails with this marker anywhere in the mailbox: people move mail. Rejects with the signal's reason too. */
  findCopies(mailbox: string, marker: string, signal: AbortSignal): Promise<string[]>;
  /**
   * Creates the mail, not as a draft, in the folder of this name, and resolves to its immutable id. The folder is made
   * if it is not there, once, whoever else makes it at the same time. `claim` is called when all else is ready and the
   * mailbox free: where it rejects nothing is sent, and nothing goes out later than CREATE_DEADLINE_MS after it.
   */
  createCopy(mailbox: string, folder: string, copy: MailboxCopy, claim: () => Promise<void>): Promise<string>;
}
