import { randomUUID } from 'node:crypto';
import type { TableClient, TableEntity, TableEntityResult, TransactionAction } from '@azure/data-tables';
import { ArchiveError } from '../domain/errors.js';
import { attempt, onAnswer } from './azure-errors.js';
import type { AzureStorage } from './azure.js';
import { RowValues, type ValueColumns } from './row-values.js';
import { keyFilter, type KeyRange } from './table-keys.js';

/** Azure's limit for one entity group transaction. */
export const MAX_TRANSACTION_ROWS = 100;

/** A row of JSON under its two keys. */
export interface Row<T> {
  partitionKey: string;
  rowKey: string;
  value: T;
  etag: string;
  /** Storage's own clock, in milliseconds; of a row just changed in whole seconds. */
  changedAt: number;
}

export interface FoundRow<T> extends Row<T> {
  /** Storage's own clock when it was read, in milliseconds; cut to whole seconds, so never ahead. */
  readAt: number;
}

/** One step of a transaction, all in the same partition; `insert` and `remove` are row keys. */
export type RowChange<T> = { insert: string; value: T } | { replace: Row<T>; value: T } | { remove: string };

/** Columns besides the value. `write` is random: by it we know our own write again where the answer to it was lost. */
interface Columns extends ValueColumns {
  write: string;
}

/** 409 inserted already, 412 changed by somebody else, 404 removed. */
const onConflict = <T>(value: T) => onAnswer([404, 409, 412], value);

const NO_ANSWER: { etag?: string; date?: Date } = {};

/**
 * A table whose rows each hold one JSON value. Writes are conditional and none loses to a second try of itself.
 * Rejects with ArchiveError as `attempt`.
 */
export class Table<T> {
  readonly #storage: AzureStorage;
  readonly #name: string;
  readonly #values: RowValues;

  constructor(storage: AzureStorage, name: string) {
    this.#storage = storage;
    this.#name = name;
    this.#values = new RowValues(storage, name);
  }

  async find(partitionKey: string, rowKey: string): Promise<FoundRow<T> | undefined> {
    const found = await this.#entity(partitionKey, rowKey);
    return found && { ...(await this.#row(found.entity)), readAt: found.readAt };
  }

  /** False where somebody else's row is there already. */
  async insert(partitionKey: string, rowKey: string, value: T): Promise<boolean> {
    const entity = await this.#newEntity(partitionKey, rowKey, value);
    const isInserted = await this.#call('insert into', (client, abortSignal) =>
      client
        .createEntity(entity, { abortSignal })
        .then(() => true)
        .catch(onConflict(false)),
    );
    return isInserted || (await this.#isOurs(entity));
  }

  /** Inserts what is not there yet and leaves alone what is; resolves to the values as they then stand. */
  async insertMissing(partitionKey: string, values: ReadonlyMap<string, T>): Promise<T[]> {
    const inserts = [...values].map(([insert, value]) => ({ insert, value }));
    const standing: T[] = [];
    for (let from = 0; from < inserts.length; from += MAX_TRANSACTION_ROWS) {
      const chunk = inserts.slice(from, from + MAX_TRANSACTION_ROWS);
      if (chunk.length > 1 && (await this.transact(partitionKey, chunk))) {
        standing.push(...chunk.map(({ value }) => value));
      } else {
        for (const { insert, value } of chunk)
          standing.push(await this.insertOnce(partitionKey, insert, value));
      }
    }
    return standing;
  }

  /** The first to write wins; resolves to what is recorded. */
  async insertOnce(partitionKey: string, rowKey: string, value: T): Promise<T> {
    if (await this.insert(partitionKey, rowKey, value)) return value;
    const recorded = await this.find(partitionKey, rowKey);
    if (recorded === undefined)
      throw new ArchiveError('Unexpected', `Storage: a row of table ${this.#name} vanished.`);
    return recorded.value;
  }

  /** The row with its new ETag and time; undefined where somebody else changed or removed it first. */
  async replace(row: Row<T>, value: T): Promise<Row<T> | undefined> {
    const { partitionKey, rowKey } = row;
    const entity = await this.#newEntity(partitionKey, rowKey, value);
    const { etag, date } = await this.#call('update', (client, abortSignal) =>
      client.updateEntity(entity, 'Replace', { etag: row.etag, abortSignal }).catch(onConflict(NO_ANSWER)),
    );
    if (etag !== undefined) return { partitionKey, rowKey, value, etag, changedAt: date?.getTime() ?? NaN };
    // After a conflict only the row says whose write it was: it may be ours, whose answer was lost.
    const stored = await this.#entity(partitionKey, rowKey);
    return stored?.entity.write === entity.write ? await this.#row(stored.entity) : undefined;
  }

  /** Writes whatever was there before. Resolves to the row's new ETag. */
  async put(partitionKey: string, rowKey: string, value: T): Promise<string> {
    const entity = await this.#newEntity(partitionKey, rowKey, value);
    const { etag } = await this.#call('write to', (client, abortSignal) =>
      client.upsertEntity(entity, 'Replace', { abortSignal }),
    );
    return etag ?? '';
  }

  /** With an ETag, nothing and false where somebody else wrote the row since. */
  async remove(partitionKey: string, rowKey: string, etag = '*'): Promise<boolean> {
    return await this.#call('delete from', (client, abortSignal) =>
      client
        .deleteEntity(partitionKey, rowKey, { etag, abortSignal })
        .then(() => true)
        .catch(onAnswer([404], true))
        .catch(onAnswer([412], false)),
    );
  }

  /** All of it or, where one step meets somebody else's change, nothing and false. At most 100 steps, each on its own row. */
  async transact(partitionKey: string, changes: readonly RowChange<T>[]): Promise<boolean> {
    const write = randomUUID();
    const actions = await Promise.all(changes.map((change) => this.#action(partitionKey, change, write)));
    const isDone = await this.#call('change', (client, abortSignal) =>
      client
        .submitTransaction(actions, { abortSignal })
        .then(() => true)
        .catch(onConflict(false)),
    );
    const written = actions.find(([verb]) => verb !== 'delete')?.[1] as TableEntity<Columns> | undefined;
    return isDone || (written !== undefined && (await this.#isOurs(written)));
  }

  /** Rows in the order of their keys. */
  async *list(partitions: string | KeyRange, rows?: KeyRange): AsyncGenerator<Row<T>> {
    for await (const page of this.pages(partitions, rows)) yield* page;
  }

  /** The same in pages of up to 1,000 rows. Each is a call of its own, so a slow reader holds none open. */
  async *pages(partitions: string | KeyRange, rows?: KeyRange): AsyncGenerator<Row<T>[]> {
    const queryOptions = { filter: keyFilter(partitions, rows) };
    let continuationToken: string | undefined;
    do {
      const settings = continuationToken === undefined ? {} : { continuationToken };
      const page = await this.#call('list', async (client, abortSignal) => {
        const pages = client.listEntities<Columns>({ queryOptions, abortSignal }).byPage(settings);
        for await (const next of pages) return next;
        return undefined;
      });
      yield await Promise.all((page ?? []).map((entity) => this.#row(entity)));
      continuationToken = page?.continuationToken;
    } while (continuationToken !== undefined);
  }

  async #action(partitionKey: string, change: RowChange<T>, write: string): Promise<TransactionAction> {
    if ('insert' in change) {
      return ['create', { ...(await this.#newEntity(partitionKey, change.insert, change.value)), write }];
    }
    if ('remove' in change) return ['delete', { partitionKey, rowKey: change.remove }];
    const { replace, value } = change;
    const entity = { ...(await this.#newEntity(partitionKey, replace.rowKey, value)), write };
    return ['update', entity, 'Replace', { etag: replace.etag }];
  }

  async #newEntity(partitionKey: string, rowKey: string, value: T): Promise<TableEntity<Columns>> {
    return { partitionKey, rowKey, write: randomUUID(), ...(await this.#values.toColumns(value)) };
  }

  async #entity(partitionKey: string, rowKey: string) {
    return await this.#call('read from', async (client, abortSignal) => {
      let date: string | undefined;
      const onResponse = ({ headers }: { headers: { get(name: string): string | undefined } }) => {
        date = headers.get('date');
      };
      const options = { abortSignal, onResponse };
      const entity = await client
        .getEntity<Columns>(partitionKey, rowKey, options)
        .catch(onAnswer([404], undefined));
      return entity && { entity, readAt: Date.parse(date ?? '') };
    });
  }

  async #isOurs({ partitionKey, rowKey, write }: TableEntity<Columns>): Promise<boolean> {
    return (await this.#entity(partitionKey, rowKey))?.entity.write === write;
  }

  async #row(entity: TableEntityResult<Columns>): Promise<Row<T>> {
    const { partitionKey = '', rowKey = '', etag, timestamp = '' } = entity;
    const value = (await this.#values.fromColumns(entity)) as T;
    return { partitionKey, rowKey, value, etag, changedAt: Date.parse(timestamp) };
  }

  async #call<R>(verb: string, call: (client: TableClient, signal: AbortSignal) => Promise<R>): Promise<R> {
    const client = await this.#storage.table(this.#name);
    return await attempt(`${verb} table ${this.#name}`, (signal) => call(client, signal));
  }
}
