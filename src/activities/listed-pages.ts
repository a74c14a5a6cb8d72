import pLimit from 'p-limit';
import { isLookDue, MAX_PAGES_OF_LISTING, pageToCompare } from '../domain/listing.js';
import type { PageRequest } from '../domain/run.js';
import type { Source } from '../sources/source.js';
import type { Staging } from '../storage/staging.js';
import { blobOf } from './stage-page.js';
import type { StagedPages } from './staged-pages.js';

const READS_AT_A_TIME = 16;

/** What one listing of a slice has shown up to a page. The keys of each page's items stand beside it in staging. */
export class ListedPages {
  readonly #pages: StagedPages;
  readonly #source: Source;

  constructor(
    pages: StagedPages,
    source: Source,
    readonly request: PageRequest,
  ) {
    this.#pages = pages;
    this.#source = source;
  }

  get #staging(): Staging {
    return this.#pages.staging;
  }

  async recordKeys(keys: string[]): Promise<void> {
    await this.#staging.create(this.#keysBlob(this.request.page), Buffer.from(keys.join('\n')), 'text/plain');
  }

  async distinctItems(): Promise<number> {
    return (await this.#keysOf(0, this.request.page + 1)).size;
  }

  /** Whether the source's cursors go in a circle, or lead on and on without anything new. */
  async isEndless(nextCursor: string): Promise<boolean> {
    const { page } = this.request;
    if (page + 1 >= MAX_PAGES_OF_LISTING) return true;
    const earlier = pageToCompare(page);
    if (earlier !== undefined && (await this.#nextCursorOf(earlier)) === nextCursor) return true;
    return isLookDue(page) && (await this.#isStandingStill());
  }

  async #isStandingStill(): Promise<boolean> {
    const pages = this.request.page + 1;
    const known = await this.#keysOf(0, pages / 2);
    const late = await this.#keysOf(pages / 2, pages);
    return [...late].every((key) => known.has(key));
  }

  async #nextCursorOf(page: number): Promise<string | null> {
    return (await this.#pages.load(this.#source, blobOf(this.request, page))).nextCursor;
  }

  /** Of the pages [from, before). */
  async #keysOf(from: number, before: number): Promise<Set<string>> {
    const pages = Array.from({ length: before - from }, (_, index) => from + index);
    const texts = await pLimit(READS_AT_A_TIME).map(pages, async (page) =>
      (await this.#staging.read(this.#keysBlob(page))).toString(),
    );
    return new Set(texts.flatMap((text) => text.split('\n')).filter((key) => key !== ''));
  }

  #keysBlob(page: number): string {
    return `${blobOf(this.request, page)}.keys`;
  }
}
