import { LRUCache } from 'lru-cache';
import { mailAttachment } from '../domain/mail/attachments.js';
import { composeMail } from '../domain/mail/compose-mail.js';
import { ArchiveError } from '../domain/errors.js';
import { RECORD_TYPES, type Item, type Participant } from '../domain/item.js';
import type { StagedItem } from '../domain/ledger-entry.js';
import type { Mail, MailAddress, MailAttachment } from '../domain/mail.js';
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
}

/** Finds a staged item. Rejects with MalformedItem where its record cannot be understood. */
export type StoredItems = (run: RunRef, itemKey: string) => Promise<StoredItem>;

/** What is staged never changes, so an item is read once for its conversion, its mapping and all its copies. */
export function storedItems(deps: ArchiverDeps, contexts: RunContexts): StoredItems {
  const kept = new LRUCache<string, StoredItem>({
    maxSize: MAX_KEPT_BYTES,
    maxEntrySize: MAX_KEPT_BYTES / 16,
    sizeCalculation: ({ staged }) => staged.record.bytes + 1,
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
  const item = source.parseItem(JSON.parse((await deps.staging.read(staged.record.blob)).toString()));
  return { item, staged, attachments: attachmentsOf(item, staged) };
}

function attachmentsOf(item: Item, { attachments, record }: StagedItem): MailAttachment[] {
  const mailed = item.attachments.map((attachment, index) => {
    const lost = { blob: null, sizeBytes: attachment.sizeBytes, sha256: attachment.sha256 ?? null };
    return mailAttachment(attachment, index + 1, attachments[index] ?? lost);
  });
  if (RECORD_TYPES.includes(item.recordType)) return mailed;
  // A kind of record we do not know may say things our layout does not show: its raw form goes along.
  const raw = {
    fileName: 'record.json',
    contentType: 'application/json',
    sizeBytes: record.bytes,
    sha256: record.sha256,
    blob: record.blob,
  };
  return [...mailed, raw];
}

/** The mail of an item. Throws MalformedItem where its record cannot be one. */
export function mailOf(
  { item, staged }: StoredItem,
  attachments: MailAttachment[],
  addressOf: (participant: Participant) => MailAddress,
): Mail {
  return composeMail(item, { account: staged.account, attachments, addressOf });
}
