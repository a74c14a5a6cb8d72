import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Archive, ArchivedItem } from './archive.js';
import { Refusal } from './refusal.js';
import { PRODUCTS } from './session.js';

const MAX_LIMIT = 500;
const DEFAULT_LIMIT = 200;

// Strict, because a misspelt `cursor` would otherwise give a reader the first page for ever.
const Query = z.strictObject({
  product: z.enum(PRODUCTS),
  archivedFrom: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  archivedTo: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  cursor: z.string().optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(MAX_LIMIT))
    .default(DEFAULT_LIMIT),
});

type Query = z.infer<typeof Query>;

interface Page {
  items: unknown[];
  nextCursor: string | null;
}

/** Where a page begins. Once answered, the page is kept: a cursor sent again answers the same one. */
interface Cursor {
  window: string;
  after: ArchivedItem | undefined;
  page?: Page;
}

export interface WindowPagesOptions {
  archive: Archive;
  /** Windows that begin before this are purged; milliseconds since 1970. */
  keepsFrom: () => number;
  /** The most items the site puts on a page, whatever `limit` asks for. */
  pageSize: () => number;
  /** Begin every window with an empty page, which the contract allows. */
  hasEmptyFirstPage: boolean;
  /** Whether a last page leads back to the first one, as no good site would have it. */
  isLooping: () => boolean;
  /** Items that are counted and not listed: a short read. */
  isWithheld: (item: ArchivedItem) => boolean;
}

/** Answers the pages of windows over archived time. */
export class WindowPages {
  readonly #options: WindowPagesOptions;
  readonly #cursors = new Map<string, Cursor>();

  constructor(options: WindowPagesOptions) {
    this.#options = options;
  }

  /** `parameters` as they stand in the URL. Throws Refusal: InvalidWindow, InvalidCursor, WindowPurged. */
  answer(parameters: Record<string, string>, products: readonly string[]): Page & { windowCount: number } {
    const query = this.#accepted(parameters, products);
    const window = JSON.stringify([query.product, query.archivedFrom, query.archivedTo]);
    const listed = this.#options.archive.list(query.product, query.archivedFrom, query.archivedTo);
    const cursor = this.#cursorOf(query, window);
    cursor.page ??= this.#pageAfter(cursor, listed, query);
    const windowCount = new Set(listed.map((item) => item.identity)).size;
    return { ...cursor.page, windowCount };
  }

  #accepted(parameters: Record<string, string>, products: readonly string[]): Query {
    const parsed = Query.safeParse(parameters);
    if (!parsed.success) {
      const names = parsed.error.issues.map((issue) => issue.path.join('.') || issue.message);
      throw new Refusal(400, 'InvalidWindow', `Not as the contract has it: ${names.join(', ')}.`);
    }
    const { product, archivedFrom, archivedTo } = parsed.data;
    if (!products.includes(product))
      throw new Refusal(400, 'InvalidWindow', 'The account has no such product.');
    if (archivedFrom >= archivedTo)
      throw new Refusal(400, 'InvalidWindow', 'archivedFrom is not before archivedTo.');
    if (archivedFrom < this.#options.keepsFrom())
      throw new Refusal(410, 'WindowPurged', 'Older than what is kept.');
    return parsed.data;
  }

  #cursorOf(query: Query, window: string): Cursor {
    if (query.cursor === undefined) return { window, after: undefined };
    const cursor = this.#cursors.get(query.cursor);
    if (cursor?.window !== window)
      throw new Refusal(400, 'InvalidCursor', 'The cursor is not of this window.');
    return cursor;
  }

  #pageAfter({ window, after }: Cursor, listed: ArchivedItem[], query: Query): Page {
    if (this.#options.hasEmptyFirstPage && query.cursor === undefined) {
      return { items: [], nextCursor: this.#remember({ window, after: undefined }) };
    }
    const shown = listed.filter((item) => !this.#options.isWithheld(item));
    const rest = after === undefined ? shown : shown.filter((item) => isAfter(item, after));
    const items = rest.slice(0, Math.min(query.limit, this.#options.pageSize()));
    const last = items.at(-1);
    const hasMore = items.length < rest.length;
    return {
      items: items.map((item) => item.record),
      nextCursor: hasMore ? this.#remember({ window, after: last }) : this.#end(window),
    };
  }

  #end(window: string): string | null {
    if (!this.#options.isLooping()) return null;
    const name = `again-${window}`;
    if (!this.#cursors.has(name)) this.#cursors.set(name, { window, after: undefined });
    return name;
  }

  #remember(cursor: Cursor): string {
    const name = randomUUID();
    this.#cursors.set(name, cursor);
    return name;
  }
}

function isAfter(item: ArchivedItem, other: ArchivedItem): boolean {
  return (
    item.archivedMs > other.archivedMs || (item.archivedMs === other.archivedMs && item.place > other.place)
  );
}
