import pLimit from 'p-limit';
import { ArchiveError } from '../domain/errors.js';
import { sourceUserId } from '../domain/participant.js';
import { REASONS, type ReasonCode } from '../domain/reasons.js';
import type { Outcome } from '../domain/report.js';
import type { RunRef } from '../domain/run.js';
import type { OpenItem } from '../storage/open-items.js';
import type { ArchiverDeps } from './deps.js';
import type { StoredItems } from './item-mail.js';
import { identityOf, senderOf } from './records.js';
import type { RunContexts } from './run-context.js';
import type { StagedPages } from './staged-pages.js';

/** What reading a page rejects with for good. */
const UNREADABLE: readonly ReasonCode[] = ['SourceAnswerInvalid', 'Unexpected'];

/** By which a person finds an item at its source. */
type Names = Pick<Outcome, 'itemId' | 'sourceUserId'>;

export type NamesOf = (run: RunRef, item: Pick<OpenItem, 'itemKey' | 'record'>) => Promise<Names>;

/**
 * What reports call an item that is taken up again: as it was staged or, where it never came to that, as the page says
 * that had listed it. By its key only where neither can be read.
 */
export function namesOf(
  { ledger }: Pick<ArchiverDeps, 'ledger'>,
  contexts: RunContexts,
  stored: StoredItems,
  pages: StagedPages,
): NamesOf {
  // A page has some megabytes: asked for by all its items at once, it would be read for each of them.
  const onePage = pLimit(1);
  return async (run, { itemKey, record }) => {
    const { staged } = await ledger.entry(itemKey);
    const unknown: Names = { itemId: staged?.itemId ?? itemKey, sourceUserId: null };
    if (staged) {
      const item = await ifReadable(async () => (await stored(run, itemKey)).item);
      return item ? { ...unknown, sourceUserId: sourceUserId(item.sender) } : unknown;
    }
    if (record === null) return unknown;
    const { source } = await contexts(run);
    const page = await ifReadable(async () => await onePage(() => pages.load(source, record.blob)));
    const listed = page?.records[record.index];
    if (listed === undefined) return unknown;
    return { itemId: identityOf(source, listed).itemId, sourceUserId: senderOf(source, listed) };
  };
}

/** Undefined where it cannot be read: the item's own step says so, and the others are taken up all the same. */
async function ifReadable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

/** An item may be of another network, encrypted or malformed: whatever is wrong with itself is for its own step to say. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof ArchiveError)) return false;
  return REASONS[error.code].fault === 'item' || UNREADABLE.includes(error.code);
}
