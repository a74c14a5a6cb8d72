import { ArchiveError } from '../domain/errors.js';
import { itemKey } from '../domain/identity.js';
import type { Item } from '../domain/item.js';
import type { BlobRef } from '../domain/ledger-entry.js';
import { mayShow, targetOf } from '../domain/mail/target.js';
import type { Source } from '../sources/source.js';
import { targetBlob } from '../storage/blob-names.js';
import type { ArchiverDeps } from './deps.js';
import type { StagedPages } from './staged-pages.js';

/** Where an item that is being staged comes from. */
export interface Origin {
  source: Source;
  account: string;
  itemKey: string;
  /** The staged page it was listed on. */
  page: string;
}

/**
 * Keeps beside the item what it answers, edits, deletes or reacts to, so that its mail can show it. Looked up once, on
 * the same page and then among what is staged already: what shows up later changes no mail any more. Undefined where
 * the item has no target, or the archive does not have it, or it is not for those who get this item.
 */
export async function stageTarget(
  deps: ArchiverDeps,
  pages: StagedPages,
  item: Item,
  origin: Origin,
): Promise<BlobRef | undefined> {
  const id = targetOf(item);
  if (id === undefined || id === item.itemId) return undefined;
  const record = (await pages.find(origin.source, origin.page, id)) ?? (await stagedRecord(deps, origin, id));
  if (record === undefined || !isShowable(origin.source, record, item)) return undefined;
  const content = Buffer.from(JSON.stringify(record));
  const { blob, sha256, bytes } = await deps.staging.create(
    targetBlob(origin.itemKey),
    content,
    'application/json',
  );
  return { blob, sha256, bytes };
}

async function stagedRecord(deps: ArchiverDeps, { account }: Origin, id: string): Promise<unknown> {
  const { staged } = await deps.ledger.entry(itemKey(account, id, 0));
  return staged && JSON.parse((await deps.staging.read(staged.record.blob)).toString());
}

/** A record that is broken has failed by itself; it must not take its replies with it. */
function isShowable(source: Source, record: unknown, item: Item): boolean {
  try {
    return mayShow(item, source.parseItem(record));
  } catch (error) {
    if (error instanceof ArchiveError) return false;
    throw error;
  }
}
