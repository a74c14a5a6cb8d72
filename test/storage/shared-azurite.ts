import { startAzurite, type Azurite } from '../../src/processes/azurite.js';
import { Secret } from '../../src/secret.js';
import { openStorage, type AzureStorage } from '../../src/storage/azure.js';

let azurite: Promise<Azurite> | undefined;

// One Azurite for all files that import this: it takes a second to start. Tests keep apart by their random ids.
after(async () => {
  await (await azurite)?.close();
});

export async function connectionString(): Promise<string> {
  azurite ??= startAzurite();
  return (await azurite).connectionString;
}

/** A client of its own each time, as another process would have it; `change` edits the connection string. */
export async function openTestStorage(change = (text: string) => text): Promise<AzureStorage> {
  return openStorage({ connectionString: new Secret(change(await connectionString())) });
}

export { newId, newItemKey } from '../support/ids.js';

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}
