import { createHash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';
import { sourceUserId } from '../domain/participant.js';
import type { Source, SourcePage } from '../sources/source.js';

/** Below it two records count as the same: no honest record goes near, and a hostile one must not overflow the stack. */
const MAX_COMPARED_DEPTH = 64;

const stringify = configure({ maximumDepth: MAX_COMPARED_DEPTH });

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

/** A record as it goes into staging: the very JSON of the page, where the source hands it through. */
export function recordBytes({ records, recordTexts }: SourcePage, index: number): Buffer {
  return Buffer.from(recordTexts?.[index] ?? JSON.stringify(records[index]));
}

/** Whom a report may name for an item that never reached a mailbox; null where the record does not even say that. */
export function senderOf(source: Source, record: unknown): string | null {
  try {
    return sourceUserId(source.parseItem(record).sender);
  } catch {
    return null;
  }
}
