import type { AzureStorage } from './azure.js';
import { keysUnder, tableKey } from './table-keys.js';
import { Table } from './table.js';

const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** Which items have a copy in a mailbox: a partition of the table `mailboxes` per mailbox and archived day (UTC). */
export class MailboxIndex {
  readonly #table: Table<{ archivedTime: string }>;

  constructor(storage: AzureStorage) {
    this.#table = new Table(storage, 'mailboxes');
  }

  async add(mailbox: string, itemKey: string, archivedTime: string): Promise<void> {
    await this.#table.put(tableKey(mailbox, dayOf(archivedTime)), tableKey(itemKey), { archivedTime });
  }

  /** Item keys, day by day. Bounds are ISO instants, half-open. */
  async *items(mailbox: string, from?: string, to?: string): AsyncGenerator<string> {
    const days = keysUnder(mailbox);
    if (from !== undefined) days.from = tableKey(mailbox, dayOf(from));
    // The day that `to` lies in still belongs to it.
    if (to !== undefined) days.before = `${tableKey(mailbox, dayOf(to))}|`;
    for await (const { rowKey, value } of this.#table.list(days)) {
      const time = Date.parse(value.archivedTime);
      const isWithin =
        (from === undefined || time >= Date.parse(from)) && (to === undefined || time < Date.parse(to));
      if (isWithin) yield rowKey;
    }
  }
}

function dayOf(instant: string): string {
  return new Date(instant).toISOString().slice(0, DAY_LENGTH);
}
