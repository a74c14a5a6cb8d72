import type { Client } from '@temporalio/client';
import type { LookUpUsers } from '../operations/look-up-users.js';
import { SecretStore } from '../secrets.js';
import { openStorage, type StorageSettings } from '../storage/azure.js';
import { openRepositories, type Repositories } from '../storage/repositories.js';
import { connectTemporal, temporalError } from '../temporal/connect.js';
import { TemporalBackfills } from '../temporal/backfills.js';
import { TemporalRuns } from '../temporal/runs.js';
import { Schedules } from '../temporal/schedules.js';
import type { GlobalOptions } from './command.js';
import { environment, settingsFor } from './environment.js';
import { lookUpUsers } from './look-up-users.js';

/** What the commands share that need storage only. */
export interface StorageContext extends Repositories {
  options: GlobalOptions;
  lookUpUsers: LookUpUsers;
}

/** What the commands that talk to a running installation share. */
export interface CliContext extends StorageContext {
  secrets: SecretStore;
  client: Client;
  schedules: Schedules;
  temporalRuns: TemporalRuns;
  temporalBackfills: TemporalBackfills;
}

/** Opens storage for one command. */
export async function withStorage<T>(
  options: GlobalOptions,
  use: (context: StorageContext) => Promise<T>,
): Promise<T> {
  const { storage } = settingsFor(options, 'storage');
  return await use(storageContext(options, storage));
}

/** Opens storage and Temporal for one command and closes the connection behind it. */
export async function withContext<T>(
  options: GlobalOptions,
  use: (context: CliContext) => Promise<T>,
): Promise<T> {
  const settings = settingsFor(options, 'storage', 'secrets');
  const client = await connectTemporal(environment(options));
  try {
    return await use({
      ...storageContext(options, settings.storage),
      secrets: new SecretStore(settings.secrets.directory),
      client,
      schedules: new Schedules(client, settings.taskQueue),
      temporalRuns: new TemporalRuns(client, settings.taskQueue),
      temporalBackfills: new TemporalBackfills(client, settings.taskQueue),
    });
  } catch (error) {
    throw temporalError(error) ?? error;
  } finally {
    await client.connection.close();
  }
}

function storageContext(options: GlobalOptions, storage: StorageSettings): StorageContext {
  return {
    options,
    ...openRepositories(openStorage(storage)),
    lookUpUsers: async (addresses) => await lookUpUsers(options, addresses),
  };
}
