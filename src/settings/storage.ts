import type { Secret } from '../secret.js';
import type { Given, Values } from './schema.js';
import { missing, type System } from './system.js';

/** Staging, ledger and evidence. Without a connection string Azure's default credential is used. */
export type StorageSettings = { connectionString: Secret } | { blobUrl: string; tableUrl: string };

export const storage: System<StorageSettings> = {
  names: ['AZURE_STORAGE_CONNECTION_STRING', 'ARCHIVER_STORAGE_ACCOUNT_URL', 'ARCHIVER_TABLE_ACCOUNT_URL'],
  faults,
  build,
};

function faults(given: Given): string[] {
  const [blobs, tables] = ['ARCHIVER_STORAGE_ACCOUNT_URL', 'ARCHIVER_TABLE_ACCOUNT_URL'] as const;
  if (given.AZURE_STORAGE_CONNECTION_STRING !== undefined) {
    // Two places of truth: half of a ledger in each would archive everything twice.
    const second = [blobs, tables].filter((name) => given[name] !== undefined);
    return second.map(
      (name) => `${name} is set as well as AZURE_STORAGE_CONNECTION_STRING (keep one of them)`,
    );
  }
  if (given[blobs] === undefined && given[tables] === undefined) {
    return [`AZURE_STORAGE_CONNECTION_STRING is missing (or, instead of it, ${blobs} and ${tables})`];
  }
  return [...missing(given, blobs, `goes with ${tables}`), ...missing(given, tables, `goes with ${blobs}`)];
}

function build(values: Values): StorageSettings | undefined {
  const connectionString = values.AZURE_STORAGE_CONNECTION_STRING;
  if (connectionString) return { connectionString };
  const { ARCHIVER_STORAGE_ACCOUNT_URL: blobUrl, ARCHIVER_TABLE_ACCOUNT_URL: tableUrl } = values;
  return blobUrl !== undefined && tableUrl !== undefined ? { blobUrl, tableUrl } : undefined;
}
