import type { Means } from '../../src/operations/means.js';
import { openRepositories } from '../../src/storage/repositories.js';
import { openTestStorage } from '../storage/shared-azurite.js';

/** What is kept, on the storage that tests share; whoever takes it needs nothing of Temporal. */
export async function storedMeans(): Promise<Means> {
  return openRepositories(await openTestStorage()) as Means;
}
