import type { Appearance, SeenPerson } from '../domain/seen.js';
import type { Window } from '../domain/window.js';
import type { AzureStorage } from './azure.js';
import { keysUnder, tableKey } from './table-keys.js';
import { Table } from './table.js';

const DAY_LENGTH = 'YYYY-MM-DD'.length;

/**
 * Everyone the source has named, and in which items: a partition of the table `people` per connector and first digit of
 * the key, and one of `appearances` per connector and archived day (UTC).
 */
export class Seen {
  readonly #people: Table<SeenPerson>;
  readonly #appearances: Table<Appearance>;

  constructor(storage: AzureStorage) {
    this.#people = new Table(storage, 'people');
    this.#appearances = new Table(storage, 'appearances');
  }

  /** The first sighting stays. */
  async addPerson(connectorId: string, person: SeenPerson): Promise<void> {
    await this.#people.insert(tableKey(connectorId, person.key.slice(0, 1)), tableKey(person.key), person);
  }

  async *people(connectorId: string): AsyncGenerator<SeenPerson> {
    for await (const { value } of this.#people.list(keysUnder(connectorId))) yield value;
  }

  /** Replaces what an earlier mapping of the item said. */
  async putAppearance(connectorId: string, appearance: Appearance): Promise<void> {
    const partition = tableKey(connectorId, dayOf(appearance.archivedTime));
    await this.#appearances.put(partition, tableKey(appearance.itemKey), appearance);
  }

  /** As the item was last mapped; undefined where it never was. */
  async appearance(
    connectorId: string,
    itemKey: string,
    archivedTime: string,
  ): Promise<Appearance | undefined> {
    const partition = tableKey(connectorId, dayOf(archivedTime));
    return (await this.#appearances.find(partition, tableKey(itemKey)))?.value;
  }

  /** Day by day, in the order of the item keys; those of whole archived days (UTC, half-open) where a window is given. */
  async *appearances(connectorId: string, days?: Window): AsyncGenerator<Appearance> {
    const partitions = days
      ? { from: tableKey(connectorId, dayOf(days.from)), before: tableKey(connectorId, dayOf(days.to)) }
      : keysUnder(connectorId);
    for await (const { value } of this.#appearances.list(partitions)) yield value;
  }
}

function dayOf(instant: string): string {
  return new Date(instant).toISOString().slice(0, DAY_LENGTH);
}
