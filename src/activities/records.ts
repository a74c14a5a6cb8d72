import { createHash } from 'node:crypto';
import stringify from 'safe-stable-stringify';
import { sourceUserId } from '../domain/participant.js';
import type { Source } from '../sources/source.js';

/** A record without a usable identity is named by its content, so that it too ends on the report. */
export function identityOf(source: Source, record: unknown): { itemId: string; revision: number } {
  return (
    source.identify(record) ?? {
      itemId: `unidentified-${digestOf(source, record).slice(0, 16)}`,
      revision: 0,
    }
  );
}

/**
 * SHA-256 of what the record says, with its keys in order: a source that writes them in another order, or delivers the
 * same once more, has changed nothing.
 */
export function digestOf(source: Source, record: unknown): string {
  return createHash('sha256')
    .update(stringify(source.contentOf ? source.contentOf(record) : record) ?? '')
    .digest('hex');
}

/** Whom a report may name for an item that never reached a mailbox; null where the record does not even say that. */
export function senderOf(source: Source, record: unknown): string | null {
  try {
    return sourceUserId(source.parseItem(record).sender);
  } catch {
    return null;
  }
}
