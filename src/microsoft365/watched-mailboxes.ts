import { ArchiveError } from '../domain/errors.js';
import type { ReasonCode } from '../domain/reasons.js';
import type { MailboxTroubles } from './mailbox-troubles.js';
import type { Mailboxes } from './microsoft365.js';

/** What a mailbox says of itself for good, or until somebody changes it. */
const ANSWERS: readonly ReasonCode[] = ['MailboxFull', 'MailboxNotFound', 'AccessDenied'];

/**
 * The mailboxes, and a note of which of them take mail and which refuse. What was only read clears nothing: a mailbox
 * may well show its mail while it takes none.
 */
export function watchedMailboxes(mailboxes: Mailboxes, troubles: MailboxTroubles): Mailboxes {
  const watch = async <T>(mailbox: string, call: Promise<T>, isTaken: (result: T) => boolean): Promise<T> => {
    try {
      const result = await call;
      if (isTaken(result)) troubles.taken(mailbox);
      return result;
    } catch (error) {
      if (isRefusing(error)) troubles.refused(mailbox, error.retryAfterMs);
      else if (isAnswer(error)) troubles.answered(mailbox);
      throw error;
    }
  };
  return {
    findCopies: async (mailbox, ...rest) =>
      await watch(mailbox, mailboxes.findCopies(mailbox, ...rest), ({ length }) => length > 0),
    createCopy: async (mailbox, ...rest) =>
      await watch(mailbox, mailboxes.createCopy(mailbox, ...rest), () => true),
    listAttachments: async (mail, ...rest) =>
      await watch(mail.mailbox, mailboxes.listAttachments(mail, ...rest), () => false),
    attach: async (mail, ...rest) => await watch(mail.mailbox, mailboxes.attach(mail, ...rest), () => true),
  };
}

/** The mailbox's own, and for a time: not the item's, nor a matter of rights. */
export function isRefusing(error: unknown): error is ArchiveError {
  return error instanceof ArchiveError && (error.code === 'Throttled' || error.code === 'GraphUnreachable');
}

function isAnswer(error: unknown): boolean {
  return error instanceof ArchiveError && ANSWERS.includes(error.code);
}
