import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Window } from '../../domain/window.js';
import { readCursor } from './cursor.js';
import { dropsOf, type Drop } from './drops.js';
import type { EmlReader } from './eml-reader.js';
import { PageDraft } from './page.js';
import { identify } from './record.js';
import type { SftpServer } from './server.js';
import type { ZipShelf } from './zip-shelf.js';

/** Windows listed at a time in one worker. */
const WINDOWS_COUNTED = 8;

/** Lists windows page by page: ZIP after ZIP, EML after EML. */
export class PageReader {
  readonly #server: SftpServer;
  readonly #shelf: ZipShelf;
  readonly #emls: EmlReader;
  /** Identities listed so far, per window: across pages only they tell how many different items the window holds. */
  readonly #listed = new LRUCache<string, Set<string>>({ max: WINDOWS_COUNTED });

  constructor(parts: { server: SftpServer; shelf: ZipShelf; emls: EmlReader }) {
    this.#server = parts.server;
    this.#shelf = parts.shelf;
    this.#emls = parts.emls;
  }

  /**
   * A page as `parsePage` takes it. A ZIP that cannot be taken is a fault of the page and hides no other. Rejects with
   * CursorRefused where the ZIP files before the cursor's place are others than they were.
   */
  async page(
    { window, cursor }: { window: Window; cursor: string | null },
    signal: AbortSignal,
  ): Promise<Buffer> {
    const { drops, faults } = dropsOf(await this.#server.list(signal), window);
    const start = cursor === null ? { done: 0, entry: 0, faults: [] } : readCursor(cursor, drops);
    const draft = new PageDraft(start.faults);
    let next = null;
    for (let done = start.done; next === null && done < drops.length; done += 1) {
      const drop = drops[done] as Drop;
      const first = done === start.done ? start.entry : 0;
      const entry = await this.#read(drop, { draft, first }, signal);
      if (entry !== null) next = { done, drop, entry, faults: draft.faults };
    }
    const windowCount = this.#count(window, cursor, draft);
    // A day of millions of items would stay in memory for as long as the worker lives.
    if (next === null) this.#listed.delete(keyOf(window));
    return draft.finish(next, { windowCount, faults });
  }

  /** The entry that the next page begins with, null where the ZIP is done with. */
  async #read(
    drop: Drop,
    { draft, first }: { draft: PageDraft; first: number },
    signal: AbortSignal,
  ): Promise<number | null> {
    try {
      return await this.#shelf.use(drop, signal, async (zip) => {
        for (const [index, entry] of zip.emls.entries()) {
          if (index < first) continue;
          if (draft.isFull) return index;
          draft.add(await this.#emls.record(zip, { drop, entry }, signal));
        }
        return null;
      });
    } catch (error) {
      draft.note(drop.name, error);
      return null;
    }
  }

  /** At least what was listed; a worker that did not list the pages before knows of less, and then asks for less. */
  #count(window: Window, cursor: string | null, { records }: PageDraft): number {
    const key = keyOf(window);
    const known = cursor === null ? undefined : this.#listed.get(key);
    const listed = known ?? new Set<string>();
    for (const record of records) {
      const identity = identify(record)?.itemId ?? JSON.stringify(record);
      listed.add(createHash('sha256').update(identity).digest('base64').slice(0, 16));
    }
    this.#listed.set(key, listed);
    return listed.size;
  }
}

function keyOf({ from, to }: Window): string {
  return `${from}/${to}`;
}
