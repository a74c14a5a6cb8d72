import type { Participant } from '../domain/item.js';
import { noteUnmapped, type UnmappedPerson } from '../domain/unmapped.js';
import { ArchiveError } from '../domain/errors.js';
import type { AzureStorage } from './azure.js';
import { keysUnder, tableKey } from './table-keys.js';
import { Table, type Row } from './table.js';

/** Tries against other workers that note the same person. */
const MAX_TRIES = 10;

/** Who stood without a mailbox. A partition of the table `unmapped` per connector and first digit of the person's key. */
export class Unmapped {
  readonly #people: Table<UnmappedPerson>;

  constructor(storage: AzureStorage) {
    this.#people = new Table(storage, 'unmapped');
  }

  /** Resolves to the row as it stands once it says that they had no mailbox for an item of this archived time. */
  async note(
    connectorId: string,
    who: { key: string; participant: Participant | null },
    archivedTime: string,
  ): Promise<UnmappedPerson> {
    const [partition, rowKey] = [tableKey(connectorId, who.key.slice(0, 1)), tableKey(who.key)];
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const row = await this.#people.find(partition, rowKey);
      const noted = noteUnmapped(row?.value, archivedTime, Date.now());
      if (row !== undefined && noted === row.value) return row.value;
      const value = { ...who, ...noted };
      const isWritten =
        row === undefined
          ? await this.#people.insert(partition, rowKey, value)
          : (await this.#people.replace(row, value)) !== undefined;
      if (isWritten) return value;
    }
    throw new ArchiveError('StorageUnreachable', 'Storage: too many writers on a person without a mailbox.');
  }

  async *list(connectorId: string): AsyncGenerator<Row<UnmappedPerson>> {
    yield* this.#people.list(keysUnder(connectorId));
  }

  /** False, and nothing changed, where the person was seen again since the row was read. */
  async replace(row: Row<UnmappedPerson>, value: UnmappedPerson): Promise<boolean> {
    return (await this.#people.replace(row, value)) !== undefined;
  }
}
