import { createHash } from 'node:crypto';

// These rules decide whether a mail is already there. Once mail is in mailboxes they cannot change: another
// rule would archive everything a second time.

/** Names an item for good: 32 hex digits, the same for every run, connector and worker. */
export function itemKey(account: string, itemId: string, revision: number): string {
  return digest([account, itemId, revision]).slice(0, 32);
}

/**
 * RFC 5322 Message-ID, the same in the .eml and in every mailbox copy. Replies name the quoted item's revision 0,
 * so revision 0 carries no suffix.
 */
export function messageId(account: string, itemId: string, revision = 0): string {
  const suffix = revision > 0 ? `.r${revision}` : '';
  return `<${digest([account, itemId]).slice(0, 40)}${suffix}@whatsapp.invalid>`;
}

/** 64 hex digits that a copy carries as a named property, by which it is found again wherever people move it. */
export function copyMarker(key: string, mailbox: string): string {
  return digest([key, mailbox]);
}

/** JSON keeps the parts apart, so that ["ab","c"] and ["a","bc"] never meet, and it escapes lone surrogates. */
function digest(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
