import pLimit from 'p-limit';
import type { Copy } from '../domain/copies.js';
import { ArchiveError } from '../domain/errors.js';
import type { BlobRef, LedgerEntry, StagedItem } from '../domain/ledger-entry.js';
import type { ReasonCode } from '../domain/reasons.js';
import type { AzureStorage } from './azure.js';
import { MailboxIndex } from './mailbox-index.js';
import { tableKey } from './table-keys.js';
import { Table, type Row } from './table.js';

const MAX_PARALLEL_WRITES = 8;

/** What of a copy its row says; the rest is its keys, its ETag and storage's timestamp. */
type CopyValue = Omit<Copy, 'itemKey' | 'mailbox' | 'changedAt' | 'etag'>;

type ItemFault = NonNullable<LedgerEntry['fault']>;

/** What a step of the import may change of a copy. Give `undefined` to take a value back. */
export type CopyChange = { [K in keyof CopyValue]?: CopyValue[K] | undefined };

/**
 * What is known of every item, shared by all runs and connectors. An item is a partition of the table `ledger`:
 * the rows `staged`, `fault`, `chosen`, `converted|<version>`, `change|<digest>` and `copy|<mailbox>`.
 */
export class Ledger {
  readonly #rows: Table<unknown>;
  readonly #staged: Table<StagedItem>;
  readonly #converted: Table<BlobRef>;
  readonly #copies: Table<CopyValue>;
  readonly #faults: Table<ItemFault>;
  readonly #changes: Table<{ byRun: string }>;
  readonly #forChosen: Table<{ byRun: string }>;
  readonly #mailboxes: MailboxIndex;

  constructor(storage: AzureStorage) {
    this.#rows = new Table(storage, 'ledger');
    this.#staged = new Table(storage, 'ledger');
    this.#converted = new Table(storage, 'ledger');
    this.#copies = new Table(storage, 'ledger');
    this.#faults = new Table(storage, 'ledger');
    this.#changes = new Table(storage, 'ledger');
    this.#forChosen = new Table(storage, 'ledger');
    this.#mailboxes = new MailboxIndex(storage);
  }

  /** All that is known of the item, in one query; empty for an item never seen. */
  async entry(itemKey: string): Promise<LedgerEntry> {
    const entry: LedgerEntry = { converted: new Map(), copies: [], changes: [] };
    for await (const row of this.#rows.list(tableKey(itemKey))) addRow(entry, row);
    return entry;
  }

  /** Resolves to what is recorded: the first to stage an item decides what is made from it. */
  async recordStaged(itemKey: string, staged: StagedItem): Promise<StagedItem> {
    return await this.#staged.insertOnce(tableKey(itemKey), 'staged', staged);
  }

  /** Resolves to what is recorded. */
  async recordConverted(itemKey: string, converterVersion: number, mail: BlobRef): Promise<BlobRef> {
    return await this.#converted.insertOnce(
      tableKey(itemKey),
      tableKey('converted', String(converterVersion)),
      mail,
    );
  }

  /** Whether the run is the first to see this other content; also when it asks again. */
  async recordChange(itemKey: string, recordDigest: string, runId: string): Promise<boolean> {
    const seen = { byRun: runId };
    const recorded = await this.#changes.insertOnce(
      tableKey(itemKey),
      tableKey('change', recordDigest),
      seen,
    );
    return recorded.byRun === runId;
  }

  async recordFault(itemKey: string, reason: ReasonCode, runId: string): Promise<void> {
    await this.#faults.put(tableKey(itemKey), 'fault', { reason, byRun: runId });
  }

  async clearFault(itemKey: string): Promise<void> {
    await this.#faults.remove(tableKey(itemKey), 'fault');
  }

  /** Until a run for everybody has mapped it, the item does not count as settled. */
  async recordForChosen(itemKey: string, runId: string): Promise<void> {
    await this.#forChosen.put(tableKey(itemKey), 'chosen', { byRun: runId });
  }

  async clearForChosen(itemKey: string): Promise<void> {
    await this.#forChosen.remove(tableKey(itemKey), 'chosen');
  }

  /**
   * Plans the item's copies in these mailboxes that are not there yet; `known` spares a read. Resolves to all copies of the item, also in other
   * mailboxes. The index comes first: a mailbox listed without a copy is harmless, a copy that no reader of the mailbox
   * finds is not.
   */
  async planCopies(
    itemKey: string,
    mailboxes: readonly string[],
    runId: string,
    known?: LedgerEntry,
  ): Promise<Copy[]> {
    const { staged, copies } = known ?? (await this.entry(itemKey));
    const archivedTime = staged?.archivedTime;
    if (typeof archivedTime !== 'string')
      throw new ArchiveError('Unexpected', `Item ${itemKey} has copies to plan but no staged archived time.`);
    const planned = new Set(copies.map(({ mailbox }) => mailbox));
    const missing = [...new Set(mailboxes)].filter((mailbox) => !planned.has(mailbox));
    if (missing.length > 0) {
      const limit = pLimit(MAX_PARALLEL_WRITES);
      await limit.map(missing, (mailbox) => this.#mailboxes.add(mailbox, itemKey, archivedTime));
      const value: CopyValue = { state: 'planned', attempt: 0, budgetMs: 0, byRun: runId };
      await this.#copies.insertMissing(
        tableKey(itemKey),
        new Map(missing.map((mailbox) => [copyKey(mailbox), value])),
      );
    }
    return missing.length > 0 ? (await this.entry(itemKey)).copies : copies;
  }

  /** A copy, and storage's own clock to judge its age by (milliseconds). Rejects with Unexpected where none is planned. */
  async copy(itemKey: string, mailbox: string): Promise<{ copy: Copy; storageNow: number }> {
    const row = await this.#copies.find(tableKey(itemKey), copyKey(mailbox));
    if (row === undefined)
      throw new ArchiveError('Unexpected', `A copy of item ${itemKey} was never planned.`);
    return { copy: copyOf(row), storageNow: row.readAt };
  }

  /**
   * Changes a copy as it was read, and resolves to it with its new ETag and time. Rejects with CopyBusy where
   * somebody else changed it since: then nothing is known about their attempt, so nothing may be sent.
   */
  async changeCopy(copy: Copy, change: CopyChange): Promise<Copy> {
    const { itemKey, mailbox, changedAt, etag, ...value } = copy;
    const row = { partitionKey: tableKey(itemKey), rowKey: copyKey(mailbox), value, etag, changedAt };
    const changed = await this.#copies.replace(row, { ...value, ...change } as CopyValue);
    if (changed === undefined)
      throw new ArchiveError('CopyBusy', `A copy of item ${itemKey} was changed by somebody else.`);
    return copyOf(changed);
  }

  /** Keys of the items with a copy in the mailbox, by archived time from `from` until before `to` (ISO instants). */
  copiesOfMailbox(mailbox: string, from?: string, to?: string): AsyncGenerator<string> {
    return this.#mailboxes.items(mailbox, from, to);
  }
}

const copyKey = (mailbox: string) => tableKey('copy', mailbox);

/** The part before the separator says what the row is; the classes' methods are the only writers of each kind. */
function addRow(entry: LedgerEntry, row: Row<unknown>): void {
  const [kind = '', id = ''] = row.rowKey.split('|');
  if (kind === 'staged') entry.staged = row.value as StagedItem;
  if (kind === 'fault') entry.fault = row.value as ItemFault;
  if (kind === 'chosen') entry.isForChosen = true;
  if (kind === 'converted') entry.converted.set(Number(id), row.value as BlobRef);
  if (kind === 'change') entry.changes.push(id);
  if (kind === 'copy') entry.copies.push(copyOf(row as Row<CopyValue>));
}

function copyOf({ partitionKey, rowKey, value, etag, changedAt }: Row<CopyValue>): Copy {
  return { ...value, itemKey: partitionKey, mailbox: rowKey.slice('copy|'.length), etag, changedAt };
}
