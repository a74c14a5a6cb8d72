import pLimit from 'p-limit';
import { ArchiveError } from '../domain/errors.js';
import { isParked, reopened } from '../domain/parked.js';
import type { ReasonCode } from '../domain/reasons.js';
import type { Outcome, OutcomeStatus, ReportedAttachment } from '../domain/report.js';
import type { AzureStorage } from './azure.js';
import { byItem } from './by-item.js';
import { keysUnder, tableKey } from './table-keys.js';
import { MAX_TRANSACTION_ROWS, Table, type Row } from './table.js';

const MAX_PARALLEL_WRITES = 16;
/** Tries against others who change the same row; a row is closed once, so there is hardly ever a second. */
const MAX_TRIES = 5;
/** Comes after every hex digit, and so after every key that begins with an item's. */
const AFTER_HEX = 'g';

/** A copy that a run expects. */
export interface ExpectedCopy {
  /** Entra object id. */
  mailbox: string;
  sourceUserId: string | null;
  m365UserId: string | null;
  /** Why it is not even to be tried: its row is opened as failed. */
  refused?: ReasonCode;
}

export interface OutcomeClosing {
  status: OutcomeStatus;
  reason: ReasonCode | null;
  attachments: ReportedAttachment[];
}

/**
 * A run's account: what was available and what became of it. The first two digits of the item's key make the
 * partition, so a run of 100,000 items has 256 of a few hundred rows; an item's rows are always in the same one.
 */
export class Outcomes {
  readonly #table: Table<Outcome>;

  constructor(storage: AzureStorage) {
    this.#table = new Table(storage, 'outcomes');
  }

  /**
   * Opens rows for items; those already there stay as they are, so that a repeated page reopens nothing. Resolves to
   * the keys of the items that are open now.
   */
  async openItems(runId: string, items: readonly Outcome[]): Promise<Set<string>> {
    const partitions = new Map<string, Map<string, Outcome>>();
    for (const item of items) {
      const partition = partitionOf(runId, item.itemKey);
      const rows = partitions.get(partition) ?? new Map<string, Outcome>();
      partitions.set(partition, rows.set(rowKeyOf(item), item));
    }
    const standing = await pLimit(MAX_PARALLEL_WRITES).map(partitions, ([partition, rows]) =>
      this.#table.insertMissing(partition, rows),
    );
    const given = new Map(items.map((item) => [item.itemKey, item]));
    const unlisted = standing
      .flat()
      .filter(({ itemKey, origin }) => origin === 'earlier-run' && given.get(itemKey)?.origin === 'source');
    for (const { itemKey } of unlisted)
      await this.#markListed(runId, itemKey, given.get(itemKey)?.slice ?? null);
    const open = standing.flat().filter(({ status }) => status === 'open');
    return new Set(open.map(({ itemKey }) => itemKey));
  }

  /**
   * Opens a row per expected copy and marks the item's own row `fanned-out`. Resolves to the rows of the copies: those of
   * an earlier try, whatever is expected now. Rejects with Terminated where somebody else has closed the item's row: with
   * no copies it would count as done, and be taken off the open items.
   */
  async openCopies(
    runId: string,
    itemKey: string,
    itemId: string,
    copies: readonly ExpectedCopy[],
  ): Promise<Outcome[]> {
    const expected = copies.map((copy) => openRow(itemKey, itemId, copy));
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const item = await this.#openedItem(runId, itemKey);
      if (item.value.status === 'fanned-out') return await this.copiesOf(runId, itemKey);
      if (item.value.status !== 'open')
        throw new ArchiveError('Terminated', 'The item was closed while it was under way.');
      const rows = item.value.copies ?? expected;
      if (await this.#fanOut(item, rows)) return rows;
    }
    throw tooManyWriters(itemKey);
  }

  /** The rows of the item's copies once it is fanned out; empty before that. */
  async copiesOf(runId: string, itemKey: string): Promise<Outcome[]> {
    const rows = await this.#rowsOf(runId, itemKey);
    const isFannedOut = rows.some(({ value }) => value.status === 'fanned-out');
    return isFannedOut ? rows.map(({ value }) => value).filter(({ mailbox }) => mailbox !== null) : [];
  }

  /** Closes whatever of the item is still open: its own row, or those of its copies. Resolves to all its rows. */
  async closeItem(runId: string, itemKey: string, closing: OutcomeClosing): Promise<Outcome[]> {
    const closed: Outcome[] = [];
    for (const row of await this.#rowsOf(runId, itemKey)) closed.push(await this.#closeRow(row, closing));
    return closed;
  }

  /** Closes an open row, once; resolves to the row as it then stands, undefined where the run never opened it. */
  async close(
    runId: string,
    itemKey: string,
    mailbox: string | null,
    closing: OutcomeClosing,
  ): Promise<Outcome | undefined> {
    const row = await this.#table.find(partitionOf(runId, itemKey), rowKeyOf({ itemKey, mailbox }));
    return row && (await this.#closeRow(row, closing));
  }

  /**
   * Closes every row still open as failed. Resolves to the keys of all items that stand failed with this reason, also
   * those closed by an earlier try: whoever takes them up again must not miss one for an answer that was lost.
   */
  async closeOpen(runId: string, reason: ReasonCode): Promise<string[]> {
    const limit = pLimit(MAX_PARALLEL_WRITES);
    const closing: OutcomeClosing = { status: 'failed', reason, attachments: [] };
    const itemKeys = new Set<string>();
    for await (const page of this.#table.pages(keysUnder(runId))) {
      for (const outcome of await limit.map(page, (row) => this.#closeRow(row, closing))) {
        if (outcome.status === 'failed' && outcome.reason === reason) itemKeys.add(outcome.itemKey);
      }
    }
    return [...itemKeys];
  }

  /**
   * Opens what is parked of each item after the item `after`, once. Yields the rows, as they stand, of the items that
   * have one open, in the order of the item keys.
   */
  async *reopen(runId: string, after: string | null): AsyncGenerator<Outcome[]> {
    for await (const rows of this.#itemsAfter(runId, after)) {
      const standing: Outcome[] = [];
      for (const row of rows)
        standing.push(isParked(row.value) ? await this.#changeRow(row, reopened(row.value)) : row.value);
      if (standing.some(({ status }) => status === 'open')) yield standing;
    }
  }

  /** How many rows of the run nobody has closed yet; reads no further than to the one that makes `atMost`. */
  async countOpen(runId: string, atMost = Infinity): Promise<number> {
    let open = 0;
    for await (const { status } of this.read(runId)) {
      if (status === 'open') open += 1;
      if (open >= atMost) break;
    }
    return open;
  }

  /** Every row of the run, in the order of the item keys, an item's own row before its copies. */
  async *read(runId: string): AsyncGenerator<Outcome> {
    for await (const { value } of this.#table.list(keysUnder(runId))) yield value;
  }

  async #rowsOf(runId: string, itemKey: string): Promise<Row<Outcome>[]> {
    const rows: Row<Outcome>[] = [];
    const range = { from: tableKey(itemKey), before: keysUnder(itemKey).before };
    for await (const row of this.#table.list(partitionOf(runId, itemKey), range)) rows.push(row);
    return rows;
  }

  #itemsAfter(runId: string, after: string | null): AsyncGenerator<Row<Outcome>[]> {
    const all = keysUnder(runId);
    if (after === null) return byItem(this.#table.list(all));
    // In a later partition every key is greater than `after`, for all begin with the digits of their partition.
    const keys = { from: keysUnder(after).before, before: AFTER_HEX };
    return byItem(this.#table.list({ from: partitionOf(runId, after), before: all.before }, keys));
  }

  async #openedItem(runId: string, itemKey: string): Promise<Row<Outcome>> {
    const row = await this.#table.find(partitionOf(runId, itemKey), rowKeyOf({ itemKey, mailbox: null }));
    if (row === undefined)
      throw new ArchiveError('Unexpected', `The run has no outcome row for item ${itemKey}.`);
    return row;
  }

  /** An item that an earlier run left open and that the source now lists too counts among what the source gave. */
  async #markListed(runId: string, itemKey: string, slice: number | null): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const row = await this.#openedItem(runId, itemKey);
      if (await this.#table.replace(row, { ...row.value, origin: 'source', slice })) return;
    }
    throw tooManyWriters(itemKey);
  }

  /**
   * In one transaction; false where it was not to be. Too many for one go in parts, and the item's row says beforehand
   * which they are: else a try that comes to others would leave rows of the one before that nobody closes.
   */
  async #fanOut(item: Row<Outcome>, rows: readonly Outcome[]): Promise<boolean> {
    const { copies: decided, ...own } = item.value;
    const fannedOut: Outcome = { ...own, status: 'fanned-out' };
    if (decided !== undefined) {
      await this.#table.insertMissing(item.partitionKey, new Map(rows.map((row) => [rowKeyOf(row), row])));
      return (await this.#table.replace(item, fannedOut)) !== undefined;
    }
    const inserts = rows.map((value) => ({ insert: rowKeyOf(value), value }));
    const changes = [...inserts, { replace: item, value: fannedOut }];
    if (changes.length <= MAX_TRANSACTION_ROWS && (await this.#table.transact(item.partitionKey, changes)))
      return true;
    await this.#table.replace(item, { ...item.value, copies: [...rows] });
    return false;
  }

  async #closeRow(row: Row<Outcome>, closing: OutcomeClosing): Promise<Outcome> {
    return row.value.status === 'open' ? await this.#changeRow(row, { ...row.value, ...closing }) : row.value;
  }

  /** Resolves to the row as it then stands: somebody else may have been first. */
  async #changeRow(row: Row<Outcome>, value: Outcome): Promise<Outcome> {
    const changed = await this.#table.replace(row, value);
    const standing = changed ?? (await this.#table.find(row.partitionKey, row.rowKey));
    if (standing === undefined) throw new ArchiveError('Unexpected', 'An outcome row vanished.');
    return standing.value;
  }
}

function tooManyWriters(itemKey: string): ArchiveError {
  return new ArchiveError(
    'StorageUnreachable',
    `Storage: too many writers on the outcome of item ${itemKey}.`,
  );
}

function partitionOf(runId: string, itemKey: string): string {
  return tableKey(runId, itemKey.slice(0, 2));
}

function rowKeyOf({ itemKey, mailbox }: Pick<Outcome, 'itemKey' | 'mailbox'>): string {
  return mailbox === null ? tableKey(itemKey) : tableKey(itemKey, mailbox);
}

function openRow(itemKey: string, itemId: string, { refused, ...copy }: ExpectedCopy): Outcome {
  return {
    itemKey,
    itemId,
    ...copy,
    status: refused ? 'failed' : 'open',
    origin: null,
    slice: null,
    reason: refused ?? null,
    attachments: [],
  };
}
