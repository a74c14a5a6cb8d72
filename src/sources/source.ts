import type { Readable } from 'node:stream';
import type { Attachment, Item } from '../domain/item.js';
import type { SourceFault } from '../domain/report.js';
import type { Window } from '../domain/window.js';

/** What a login tells about the account; identity of every item hangs on `id`. */
export interface SourceAccount {
  id: string;
  products: string[];
}

/** A page as the source delivered it, taken apart. `records` are unchecked: one broken record must not cost its neighbours. */
export interface SourcePage {
  records: unknown[];
  /** Each record's JSON as it was delivered, where there is such; else it is written from what was read. */
  recordTexts?: readonly string[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
  /** How many distinct (item, revision) the whole window holds; the last page decides. */
  windowCount: number;
  /** What keeps the whole window from being complete, as far as is known on this page; the last page decides. */
  faults?: SourceFault[];
}

/**
 * The port to where items come from. A new source is a new folder beside this file.
 * Methods reject with ArchiveError: SourceRefusedLogin, SourceUnreachable, SourceAnswerInvalid, Throttled, WindowPurged, SecretMissing.
 */
export interface Source {
  /** Logs in if no session is open. Single-flight: callers at the same time share one login. */
  account(signal: AbortSignal): Promise<SourceAccount>;
  /** The page's bytes as delivered, already seen to be a page (`parsePage` takes them). */
  fetchPage(request: { window: Window; cursor: string | null }, signal: AbortSignal): Promise<Buffer>;
  /** Rejects with SourceAnswerInvalid where the bytes are no page. Pure. */
  parsePage(bytes: Buffer): SourcePage;
  /** Id and revision, as far as the record has them; both are needed even of a record that is otherwise broken. Pure. */
  identify(record: unknown): { itemId: string; revision: number } | undefined;
  /**
   * What of a record is the item, where the record also says how it came: an item that is delivered once more has not
   * changed. Pure.
   */
  contentOf?(record: unknown): unknown;
  /**
   * Throws MalformedItem, naming the faulty fields but never their values; OtherNetwork; ItemEncrypted, for which nothing
   * but the original is staged, so that a later backfill can read it. Pure.
   */
  parseItem(record: unknown): Item;
  /**
   * The item as it was delivered, where the record is only what was read from it. Rejects with AttachmentUnavailable where
   * the source no longer has it.
   */
  openOriginal?(record: unknown, signal: AbortSignal): Promise<Readable>;
  /** Rejects with AttachmentUnavailable where the source no longer has it. The stream fails if fewer bytes come than were announced. */
  openAttachment(item: Item, attachment: Attachment, signal: AbortSignal): Promise<Readable>;
}
