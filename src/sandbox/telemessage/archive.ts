import { z } from 'zod';

/** The bytes of an attachment, made when asked for; undefined where the site no longer has them. */
export type AttachmentBytes = (itemId: string, attachmentId: string) => Buffer | undefined;

/** A record in its place; `archivedMs` and `place` order the archive. */
export interface ArchivedItem {
  record: unknown;
  product: string;
  archivedMs: number;
  /** Records of the same instant keep the order in which they came. */
  place: number;
  /** Of item id and revision: what `windowCount` counts once. */
  identity: string;
  itemId: unknown;
}

// The rest of a record may be as broken as a test wants it; without these it could be in no window.
const Listable = z.looseObject({
  product: z.string(),
  archivedTime: z.iso.datetime({ offset: true }),
  itemId: z.unknown(),
  revision: z.unknown(),
});

/** Everything the site holds. All accounts of a site see the same archive. */
export class Archive {
  #items: ArchivedItem[] = [];
  readonly #attachments: AttachmentBytes[] = [];

  /** Throws where a record has no product or archivedTime. */
  add(records: readonly unknown[], attachmentBytes?: AttachmentBytes): void {
    const held = this.#items.length;
    const added = records.map((record, index) => placed(record, held + index));
    this.#items = [...this.#items, ...added].toSorted(
      (a, b) => a.archivedMs - b.archivedMs || a.place - b.place,
    );
    if (attachmentBytes !== undefined) this.#attachments.push(attachmentBytes);
  }

  /** Oldest first; `from` and `to` in milliseconds since 1970, half-open. */
  list(product: string, from: number, to: number): ArchivedItem[] {
    return this.#items.filter(
      (item) => item.product === product && item.archivedMs >= from && item.archivedMs < to,
    );
  }

  attachment(itemId: string, attachmentId: string): Buffer | undefined {
    for (const bytesOf of this.#attachments) {
      const bytes = bytesOf(itemId, attachmentId);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }
}

function placed(record: unknown, place: number): ArchivedItem {
  const { product, archivedTime, itemId, revision } = Listable.parse(record);
  const identity = JSON.stringify([itemId, revision]);
  return { record, product, archivedMs: Date.parse(archivedTime), place, identity, itemId };
}
