import { LRUCache } from 'lru-cache';
import type { Source, SourcePage } from '../sources/source.js';
import type { Staging } from '../storage/staging.js';

/** Pages under way at a time in one worker, each of a few megabytes at most. */
const PAGES_KEPT = 8;

/** Staged pages taken apart, kept for the items that are staged from them one by one. Staged bytes never change. */
export class StagedPages {
  readonly #pages = new LRUCache<string, SourcePage>({ max: PAGES_KEPT });

  constructor(readonly staging: Staging) {}

  async load(source: Source, blob: string): Promise<SourcePage> {
    const kept = this.#pages.get(blob);
    if (kept) return kept;
    const page = source.parsePage(await this.staging.read(blob));
    this.#pages.set(blob, page);
    return page;
  }
}
