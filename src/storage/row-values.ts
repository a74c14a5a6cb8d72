import { ArchiveError } from '../domain/errors.js';
import type { AzureStorage } from './azure.js';
import { Blobs, sha256 } from './blobs.js';

/** Shape of the rows. Raise it with the first change that an older program would misread. */
const SCHEMA = 1;

/**
 * Longest JSON that stands in its row, in UTF-16 units. A property holds 32,768 of them, but a transaction of 100 rows
 * only 4 MiB, and a unit can become three bytes (performing-entity-group-transactions, Azure Table REST reference).
 */
const MAX_INLINE_UNITS = 8_000;

/** A value as the columns of a row: JSON, or the name of the blob where it is too long for a row. */
export interface ValueColumns {
  schema: number;
  json?: string;
  blob?: string;
}

/** Turns values into columns and back; long ones go through the container `rows`, named by their hash. */
export class RowValues {
  readonly #blobs: Blobs;
  readonly #table: string;

  constructor(storage: AzureStorage, table: string) {
    this.#blobs = new Blobs(storage, 'rows');
    this.#table = table;
  }

  async toColumns(value: unknown): Promise<ValueColumns> {
    const json = JSON.stringify(value);
    if (json.length <= MAX_INLINE_UNITS) return { schema: SCHEMA, json };
    const { blob } = await this.#blobs.create(
      `${this.#table}/${sha256(json)}.json`,
      Buffer.from(json),
      'application/json',
    );
    return { schema: SCHEMA, blob };
  }

  /** Rejects with Unexpected where the row was written by a newer program, or not by this one. */
  async fromColumns({ schema, json, blob }: ValueColumns): Promise<unknown> {
    if (schema !== SCHEMA) {
      throw new ArchiveError(
        'Unexpected',
        `Storage: table ${this.#table} holds a row of schema ${schema}, not ${SCHEMA}.`,
        {
          nextStep: 'Run the newest version of the program everywhere.',
        },
      );
    }
    if (json !== undefined) return JSON.parse(json);
    if (blob !== undefined) return JSON.parse((await this.#blobs.read(blob)).toString());
    throw new ArchiveError('Unexpected', `Storage: table ${this.#table} holds a row without a value.`);
  }
}
