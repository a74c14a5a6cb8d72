import { ArchiveError } from '../domain/errors.js';
import type { ReasonCode } from '../domain/reasons.js';
import type { AzureStorage } from './azure.js';
import { tableKey } from './table-keys.js';
import { Table } from './table.js';

/** Tries against others who open the same item. */
const MAX_TRIES = 10;
const HEX_DIGITS = '0123456789abcdef';
/** Comes after every hex digit, and so after every item key. */
const AFTER_HEX = 'g';

export interface OpenItem {
  itemKey: string;
  reason: ReasonCode;
  /** Where its record stands in a staged page; null once the item itself is staged. */
  record: { blob: string; index: number } | null;
  /** Only for the mailboxes that these runs, days of backfills, were restricted to; absent where for all. */
  onlyFor?: string[];
  /** Under this version of the mapping it would only end the same; absent where any run may take it up. */
  notUnder?: number;
}

export interface ListedOpenItem extends OpenItem {
  /** Changes each time the item is added. */
  mark: string;
}

/** Items of earlier runs that wait for a better day. A partition per connector and first digit of the item key. */
export class OpenItems {
  readonly #table: Table<Omit<OpenItem, 'itemKey'>>;

  constructor(storage: AzureStorage) {
    this.#table = new Table(storage, 'openitems');
  }

  /**
   * Adding an item again overwrites why it is open, but never takes back where its record stands, nor for whom it is
   * open. Resolves to its mark.
   */
  async add(connectorId: string, { itemKey, ...item }: OpenItem): Promise<string> {
    const [partition, rowKey] = [partitionOf(connectorId, itemKey), tableKey(itemKey)];
    if (item.onlyFor) return await this.#addFor(item.onlyFor, [partition, rowKey], item);
    const record = item.record ?? (await this.#table.find(partition, rowKey))?.value.record ?? null;
    return await this.#table.put(partition, rowKey, { ...item, record });
  }

  /** Undefined where the item is not open. */
  async find(connectorId: string, itemKey: string): Promise<ListedOpenItem | undefined> {
    const row = await this.#table.find(partitionOf(connectorId, itemKey), tableKey(itemKey));
    return row && { itemKey, ...row.value, mark: row.etag };
  }

  /** As one change, because somebody who opens the item for all at the same moment must not be overwritten. */
  async #addFor(
    runIds: readonly string[],
    [partition, rowKey]: [string, string],
    item: Omit<OpenItem, 'itemKey'>,
  ): Promise<string> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const row = await this.#table.find(partition, rowKey);
      if (row === undefined) {
        if (await this.#table.insert(partition, rowKey, item)) continue; // its mark is read in the next round
      } else {
        const { onlyFor: _, ...forAll } = item;
        const before = row.value.onlyFor;
        const widened = before ? { ...item, onlyFor: [...new Set([...before, ...runIds])] } : forAll;
        const changed = await this.#table.replace(row, {
          ...widened,
          record: item.record ?? row.value.record,
        });
        if (changed) return changed.etag;
      }
    }
    throw new ArchiveError('StorageUnreachable', 'Storage: too many writers on an open item.');
  }

  /** Keeps the item for runs under another version of the mapping, unless it was added again since it had this mark. */
  async keepFor(connectorId: string, itemKey: string, mark: string, notUnder: number): Promise<void> {
    const row = await this.#table.find(partitionOf(connectorId, itemKey), tableKey(itemKey));
    if (row?.etag === mark) await this.#table.replace(row, { ...row.value, notUnder });
  }

  /** Leaves an item that was added again since it was listed with this mark. */
  async remove(connectorId: string, itemKey: string, mark: string): Promise<void> {
    await this.#table.remove(partitionOf(connectorId, itemKey), tableKey(itemKey), mark);
  }

  /** Up to `limit` items in the order of their keys from after `after`; fewer than `limit` means that there are no more. */
  async list(
    connectorId: string,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<ListedOpenItem[]> {
    const found: ListedOpenItem[] = [];
    for await (const item of this.#after(connectorId, after ?? '')) {
      if (found.length >= limit) break;
      found.push(item);
    }
    return found;
  }

  async *#after(connectorId: string, after: string): AsyncGenerator<ListedOpenItem> {
    // The smallest key greater than `after`: all keys have the same length.
    const rows = { from: `${after}|`, before: AFTER_HEX };
    for (const digit of HEX_DIGITS) {
      if (digit < after.slice(0, 1)) continue;
      const partition = tableKey(connectorId, digit);
      const isFirst = digit === after.slice(0, 1);
      for await (const { rowKey, value, etag } of this.#table.list(partition, isFirst ? rows : undefined)) {
        yield { itemKey: rowKey, ...value, mark: etag };
      }
    }
  }
}

function partitionOf(connectorId: string, itemKey: string): string {
  return tableKey(connectorId, itemKey.slice(0, 1));
}
