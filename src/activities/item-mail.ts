import { LRUCache } from 'lru-cache';
import { carriedBy } from '../domain/mail/carried.js';
import { composeMail, type MailContext } from '../domain/mail/compose-mail.js';
import { ArchiveError } from '../domain/errors.js';
import type { Item } from '../domain/item.js';
import type { BlobRef, StagedItem } from '../domain/ledger-entry.js';
import type { Mail, MailAttachment } from '../domain/mail.js';
import type { RunRef } from '../domain/run.js';
import type { ArchiverDeps } from './deps.js';
import type { RunContexts } from './run-context.js';

/** Records of some thousands of messages, as JSON. */
const MAX_KEPT_BYTES = 16_000_000;

/** A staged item, read back and understood. */
export interface StoredItem {
  item: Item;
  staged: StagedItem;
  attachments: MailAttachment[];
  /** What it answers, edits, deletes or reacts to, as it was known when the item was staged. */
  target?: Item;
}

/** Finds a staged item. Rejects with MalformedItem where its record cannot be understood. */
export type StoredItems = (run: RunRef, itemKey: string) => Promise<StoredItem>;

/** What is staged never changes, so an item is read once for its conversion, its mapping and all its copies. */
export function storedItems(deps: ArchiverDeps, contexts: RunContexts): StoredItems {
  const kept = new LRUCache<string, StoredItem>({
    maxSize: MAX_KEPT_BYTES,
    maxEntrySize: MAX_KEPT_BYTES / 16,
    sizeCalculation: ({ staged }) => staged.record.bytes + (staged.target?.bytes ?? 0) + 1,
  });
  return async (run, itemKey) => {
    const known = kept.get(itemKey);
    if (known) return known;
    const stored = await load(deps, contexts, run, itemKey);
    kept.set(itemKey, stored);
    return stored;
  };
}

async function load(
  deps: ArchiverDeps,
  contexts: RunContexts,
  run: RunRef,
  itemKey: string,
): Promise<StoredItem> {
  const { source } = await contexts(run);
  const { staged } = await deps.ledger.entry(itemKey);
  if (!staged) throw new ArchiveError('Unexpected', 'The item is not staged.');
  const read = async ({ blob }: BlobRef): Promise<Item> =>
    source.parseItem(JSON.parse((await deps.staging.read(blob)).toString()));
  const item = await read(staged.record);
  const attachments = carriedBy(item, staged);
  return { item, staged, attachments, ...(staged.target && { target: await read(staged.target) }) };
}

/** What of a mail depends on where it goes. */
export type MailView = Pick<MailContext, 'attachments' | 'addressOf' | 'timezone'>;

/** The mail of an item. Throws MalformedItem where its record cannot be one. */
export function mailOf({ item, staged, target }: StoredItem, view: MailView): Mail {
  return composeMail(item, { ...view, account: staged.account, ...(target && { target }) });
}
