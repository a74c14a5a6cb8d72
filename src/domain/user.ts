/** A user whom a number or an address leads to, and who has a mailbox. */
export interface MailboxUser {
  /** Entra object id: the mailbox's identity, whatever alias named it. */
  id: string;
  userPrincipalName: string;
  /** Primary SMTP address, for the copy's From and To. */
  mail: string;
  displayName: string;
}

/**
 * Why an address leads to no mailbox: nobody has it, its user was deleted, is a guest, has no mailbox at all, has it on
 * Exchange Server, or only an archive in the cloud; or several users share it.
 */
export type NoMailbox =
  'unknown' | 'deleted' | 'guest' | 'no-mailbox' | 'on-premises' | 'archive-only' | 'ambiguous';

/**
 * Whom an address leads to. `valid` is who has a mailbox that takes mail, also where the sign-in is blocked, as it is for
 * leavers and for shared mailboxes.
 */
export type FoundUser =
  { state: 'valid'; user: MailboxUser; isBlocked: boolean; isShared: boolean } | { state: NoMailbox };
