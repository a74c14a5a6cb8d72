import type { Client } from '@temporalio/client';
import { SecretStore } from '../secrets.js';
import { readSettings, type Need, type Settings } from '../settings.js';
import { readEnvFile } from '../settings/env-file.js';
import { openStorage } from '../storage/azure.js';
import { openRepositories, type Repositories } from '../storage/repositories.js';
import { connectTemporal, temporalError } from '../temporal/connect.js';
import { TemporalBackfills } from '../temporal/backfills.js';
import { TemporalRuns } from '../temporal/runs.js';
import { Schedules } from '../temporal/schedules.js';
import type { GlobalOptions } from './command.js';

/** What the commands share that need storage only. */
export interface StorageContext extends Repositories {
  options: GlobalOptions;
}

/** What the commands that talk to a running installation share. */
export interface CliContext extends StorageContext {
  secrets: SecretStore;
  client: Client;
  schedules: Schedules;
  temporalRuns: TemporalRuns;
  temporalBackfills: TemporalBackfills;
}

/** The process's environment, completed by `--env-file`; what is set in the environment wins. */
export function environment(options: GlobalOptions): NodeJS.ProcessEnv {
  const files = options.envFile?.toReversed() ?? [];
  return files.reduce((env, file) => readEnvFile(file, env), process.env);
}

export function settingsFor<N extends Need>(options: GlobalOptions, ...need: N[]): Settings<N> {
  return readSettings(environment(options), { need });
}

/** Opens storage for one command. */
export async function withStorage<T>(
  options: GlobalOptions,
  use: (context: StorageContext) => Promise<T>,
): Promise<T> {
  const { storage } = settingsFor(options, 'storage');
  return await use({ options, ...openRepositories(openStorage(storage)) });
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
      options,
      ...openRepositories(openStorage(settings.storage)),
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
