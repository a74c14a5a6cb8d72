import type { Mail, MailAttachment } from '../domain/mail.js';
import type { FoundUser } from '../domain/user.js';

/** A mail as it is to stand in one mailbox. */
export interface MailboxCopy {
  mail: Mail;
  itemClass: string;
  /** copyMarker of domain/identity, by which the copy is found again. */
  marker: string;
  /** Attachments not left out, with their bytes; together at most MAX_INLINE_BYTES. */
  contents: { attachment: MailAttachment; bytes: Buffer }[];
}

/** A mail in a mailbox. */
export interface MailRef {
  /** Entra object id. */
  mailbox: string;
  /** Graph's immutable id. */
  id: string;
}

/** An attachment on its way into a mail that is there already. */
export interface FileToAttach {
  attachment: MailAttachment;
  /** Exactly so many bytes from `offset` on. Asked for in order, and sometimes again. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** Finds users. Rejects with ArchiveError: GraphUnreachable, GraphRefusedLogin, AccessDenied, Throttled. */
export interface Directory {
  /** By user principal name, mail or proxy address. */
  findUser(address: string, signal: AbortSignal): Promise<FoundUser>;
}

/**
 * Puts mail into mailboxes. At most three calls at a time per mailbox, and no more bytes in five minutes than it takes.
 * No create is tried twice in here: one whose answer is lost rejects with GraphUnreachable, a definite refusal with its
 * reason code (`isDefiniteRefusal`).
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
  /** What a mail has, `sizeBytes` as Exchange counts. Rejects with CopyDiffers where the mail is gone. */
  listAttachments(mail: MailRef, signal: AbortSignal): Promise<{ name: string; sizeBytes: number }[]>;
  /**
   * Adds a file to a mail. One at a time for a mail: Exchange refuses the second. `claim` is called before each request
   * that changes anything; where it rejects nothing more is sent, and nothing goes out later than SLICE_DEADLINE_MS
   * after it. The signal is heeded between requests. Rejects with GraphUnreachable where the file may be there or still
   * appear; with any other reason it is not. ItemTooLarge: the tenant takes no mail of this size.
   */
  attach(mail: MailRef, file: FileToAttach, claim: () => Promise<void>, signal: AbortSignal): Promise<void>;
}
