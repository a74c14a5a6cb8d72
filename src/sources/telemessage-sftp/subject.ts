import type { Deletion } from '../../domain/item.js';
import { holdsNumber } from '../../domain/phone-number.js';
import { isWhatsAppId } from '../../domain/whatsapp-id.js';
import { LIMITS } from './limits.js';

// Prefixes as docs.smarsh.com writes them. The dash arrives as any dash, as the wreck of one, or not at all: whatever is no
// letter or digit may stand between the words. Once, not twice, in a row: all ways of sharing it out would be tried.
const BETWEEN = String.raw`[^a-z0-9]*`;
const DELETED = new RegExp(
  String.raw`^\s*deleted\b${BETWEEN}(?:for${BETWEEN}(me|all)\b${BETWEEN})?(?:(read|unread|unknown)\b)?`,
  'i',
);
const KINDS: readonly [RegExp, string][] = [
  [/\bcall\b/i, 'call'],
  [/\bedited\b|\bedit\b/i, 'edit'],
  [/\breact(?:ion|ed)\b/i, 'reaction'],
  [/\bgroup (?:event|update|change)\b/i, 'group-event'],
];

/** For whom a message was deleted, and whether it had been read; undefined where the subject speaks of no deletion. */
export function deletionOf(subject: string): Pick<Deletion, 'deletedFor' | 'readState'> | undefined {
  const match = DELETED.exec(cut(subject));
  if (!match) return undefined;
  const [deletedFor, readState] = [match[1]?.toLowerCase(), match[2]?.toLowerCase()];
  return {
    deletedFor: deletedFor === undefined ? 'unknown' : deletedFor === 'me' ? 'me' : 'everyone',
    readState: readState === 'read' || readState === 'unread' ? readState : 'unknown',
  };
}

/** The kind of record, by the words in front of `from`; `message` where they say nothing else. */
export function kindBySubject(subject: string): string {
  if (deletionOf(subject)) return 'deletion';
  const lead = cut(subject).split(/\bfrom\b/i)[0] ?? '';
  return KINDS.find(([words]) => words.test(lead))?.[1] ?? 'message';
}

/** The group in `WhatsApp Message from 447700900123 to Sales Group`; undefined where the message went to a number. */
export function groupBySubject(subject: string): string | undefined {
  const afterSender = /\bfrom\b(.*)$/is.exec(cut(subject))?.[1] ?? '';
  const target = /\bto\s+(.*)$/is.exec(afterSender)?.[1]?.trim();
  return !target || holdsNumber(target) || isWhatsAppId(target) ? undefined : target;
}

function cut(subject: string): string {
  return subject.slice(0, LIMITS.MAX_SUBJECT_CHARACTERS);
}
