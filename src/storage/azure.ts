import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { ArchiveError } from '../domain/errors.js';
import type { Secret } from '../secret.js';
import { attempt } from './azure-errors.js';

/** Where storage is: a connection string, or two endpoints that are opened with Azure's default credential. */
export type StorageSettings = { connectionString: Secret } | { blobUrl: string; tableUrl: string };

/** Containers and tables of one storage account; each is created on first use. */
export interface AzureStorage {
  container(name: string): Promise<ContainerClient>;
  table(name: string): Promise<TableClient>;
}

// One quick second try for a dropped connection. Temporal does the rest, visibly; retries in here would be hidden waits.
const BLOB_OPTIONS = { retryOptions: { maxTries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 } };
const TABLE_OPTIONS = {
  retryOptions: { maxRetries: 1, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 },
  // Azurite speaks http. A token credential refuses http by itself, so this never sends a token in the clear.
  allowInsecureConnection: true,
};

/** Opens storage without a call; the first read or write shows whether it can be reached. */
export function openStorage(settings: StorageSettings): AzureStorage {
  const { blobs, tableClient } = connect(settings);
  return {
    container: oncePerName(async (name) => {
      const client = blobs.getContainerClient(name);
      await attempt(`create container ${name}`, (abortSignal) => client.createIfNotExists({ abortSignal }));
      return client;
    }),
    table: oncePerName(async (name) => {
      const client = tableClient(name);
      // The client takes "already exists" for success, so two processes may do this at the same time.
      await attempt(`create table ${name}`, (abortSignal) => client.createTable({ abortSignal }));
      return client;
    }),
  };
}

/** Where the services of an account answer; without key, signature or query. Throws InvalidArgument as `openStorage`. */
export function storageAddresses(settings: StorageSettings): { blobs: string; tables: string } {
  const { blobs, tableClient } = connect(settings);
  return { blobs: withoutQuery(blobs.url), tables: withoutQuery(tableClient('any').url) };
}

/** A shared access signature stands in the query, and is a secret. */
function withoutQuery(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}

function connect(settings: StorageSettings) {
  if ('connectionString' in settings) {
    const connectionString = settings.connectionString.reveal();
    return {
      blobs: blobService(connectionString),
      tableClient: (name: string) => TableClient.fromConnectionString(connectionString, name, TABLE_OPTIONS),
    };
  }
  const credential = defaultCredential();
  return {
    blobs: new BlobServiceClient(settings.blobUrl, credential, BLOB_OPTIONS),
    tableClient: (name: string) => new TableClient(settings.tableUrl, name, credential, TABLE_OPTIONS),
  };
}

/** Its package takes half a second to load, which no command should wait for that has a connection string. */
function defaultCredential(): TokenCredential {
  let credential: TokenCredential | undefined;
  return {
    getToken: async (scopes, options) => {
      const { DefaultAzureCredential } = await import('@azure/identity');
      credential ??= new DefaultAzureCredential();
      return await credential.getToken(scopes, options);
    },
  };
}

/** The SDK's own error is no cause: it may quote the string, and the account's key with it. */
function blobService(connectionString: string): BlobServiceClient {
  try {
    return BlobServiceClient.fromConnectionString(connectionString, BLOB_OPTIONS);
  } catch {
    throw new ArchiveError(
      'InvalidArgument',
      'AZURE_STORAGE_CONNECTION_STRING names no storage account and key.',
      {
        nextStep: 'Copy it whole from the Access keys page of the storage account.',
      },
    );
  }
}

/** Callers at the same time share one opening; a failed one is forgotten, so that the next caller tries again. */
function oncePerName<T>(open: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const opened = new Map<string, Promise<T>>();
  return (name) => {
    const known = opened.get(name);
    if (known !== undefined) return known;
    const opening = open(name);
    opened.set(name, opening);
    opening.catch(() => opened.delete(name));
    return opening;
  };
}
