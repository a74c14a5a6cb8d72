import { LRUCache } from 'lru-cache';
import type { Source, SourcePage } from '../sources/source.js';
import type { Staging } from '../storage/staging.js';

/** Pages under way at a time in one worker, each of a few megabytes at most. */
const PAGES_KEPT = 8;

interface Newest {
  revision: number;
  record: unknown;
}

/** Staged pages taken apart, kept for the items that are staged from them one by one. Staged bytes never change. */
export class StagedPages {
  readonly #pages = new LRUCache<string, SourcePage>({ max: PAGES_KEPT });
  /** A page is read through once, not once for each of its replies. */
  readonly #byItemId = new WeakMap<SourcePage, Map<string, Newest>>();

  constructor(readonly staging: Staging) {}

  async load(source: Source, blob: string): Promise<SourcePage> {
    const kept = this.#pages.get(blob);
    if (kept) return kept;
    const page = source.parsePage(await this.staging.read(blob));
    this.#pages.set(blob, page);
    return page;
  }

  /** The record of this item on the page, of several revisions the highest; undefined where it is not there. */
  async find(source: Source, blob: string, itemId: string): Promise<unknown> {
    const page = await this.load(source, blob);
    const byItemId = this.#byItemId.get(page) ?? newest(source, page);
    this.#byItemId.set(page, byItemId);
    return byItemId.get(itemId)?.record;
  }
}

function newest(source: Source, { records }: SourcePage): Map<string, Newest> {
  const byItemId = new Map<string, Newest>();
  for (const record of records) {
    const { itemId, revision } = source.identify(record) ?? {};
    if (itemId === undefined || revision === undefined) continue;
    if (revision >= (byItemId.get(itemId)?.revision ?? 0)) byItemId.set(itemId, { revision, record });
  }
  return byItemId;
}
