import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startAzurite } from '../processes/azurite.js';
import { startConsoleProcess } from '../processes/console.js';
import { startWorkerProcess } from '../processes/worker.js';
import { startDevServer, type DevServer } from '../temporal/dev-server.js';
import type { DataDirectory } from './data-directory.js';
import { openDatabase } from './database.js';
import { writeEnvFile } from './env-file.js';
import { Parts } from './parts.js';
import { choosePorts, type Ports } from './ports.js';

/** Together within the 90 s after which systemd kills; a worker gives the activities under way 30 s. */
const STOP_WITHIN_MS = { console: 3_000, worker: 55_000, temporal: 15_000, azurite: 12_000 };

/** Readers do not wait for writers, and the disk is asked to sync once a transaction. */
const DATABASE_ARGUMENTS = ['--sqlite-pragma', 'journal_mode=wal'];

export interface StandaloneOptions {
  directory: DataDirectory;
  cli: { path: string; server: string };
  ports: Partial<Ports>;
  /** The settings of worker and console, without those of the parts that are started here. */
  env: NodeJS.ProcessEnv;
  /** Whether Azurite stands in for Azure Storage. */
  isEvaluation: boolean;
  say: (line: string) => void;
  /** Takes what the parts themselves print. */
  log: (line: string) => void;
}

export interface Standalone {
  parts: Parts;
  uiUrl: string;
  consoleUrl: string;
  /** What the command line needs to know of this installation, for `--env-file`. */
  envFile: string;
}

/** Starts all parts; an aborted signal ends the start. What has been started is stopped again where it does not come to its end. */
export async function startStandalone(options: StandaloneOptions, signal: AbortSignal): Promise<Standalone> {
  const { directory, env, say, log } = options;
  const parts = new Parts();
  try {
    const storage = options.isEvaluation ? await startStorage(options, parts) : {};
    signal.throwIfAborted();
    const { address, uiUrl, ports } = await startTemporal(options, parts, signal);
    signal.throwIfAborted();
    const settings = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default', ...storage };
    const envFile = join(directory.path, 'standalone.env');
    await writeEnvFile(envFile, settings);
    say('Starting a worker');
    const worker = await startWorkerProcess({ ...env, ...settings }, log, signal);
    parts.add('worker', worker, { stopWithinMs: STOP_WITHIN_MS.worker });
    signal.throwIfAborted();
    say('Starting the console');
    const addresses = { ARCHIVER_TEMPORAL_UI_URL: uiUrl, ...env, ARCHIVER_CONSOLE_PORT: `${ports.console}` };
    const console = await startConsoleProcess({ ...addresses, ...settings }, log, signal);
    parts.add('console', console, { stopWithinMs: STOP_WITHIN_MS.console });
    signal.throwIfAborted();
    return { parts, uiUrl, consoleUrl: console.url, envFile };
  } catch (error) {
    await parts.stop();
    // What a part says that could not come up while everything was being stopped is of no interest.
    throw signal.aborted ? signal.reason : error;
  }
}

async function startStorage(
  { directory, say }: StandaloneOptions,
  parts: Parts,
): Promise<Record<string, string>> {
  say('Starting Azurite in place of Azure Storage: if it is killed, its last seconds can be lost');
  const location = join(directory.path, 'azurite');
  await mkdir(location, { recursive: true, mode: 0o700 });
  const azurite = await startAzurite({ directory: location, heldOpen: directory.lock });
  parts.add('storage (Azurite)', azurite, { stopWithinMs: STOP_WITHIN_MS.azurite });
  return { AZURE_STORAGE_CONNECTION_STRING: azurite.connectionString };
}

async function startTemporal(
  options: StandaloneOptions,
  parts: Parts,
  signal: AbortSignal,
): Promise<Pick<DevServer, 'address' | 'uiUrl'> & { ports: Ports }> {
  const { directory, cli, say, log } = options;
  const databaseFile = await openDatabase(directory.path, cli.server);
  const ports = await choosePorts(directory.path, options.ports);
  say(`Starting the Temporal server ${cli.server} on ${databaseFile}`);
  const temporal = await startDevServer({
    cli: cli.path,
    databaseFile,
    ports,
    extraArguments: DATABASE_ARGUMENTS,
    heldOpen: directory.lock,
    // While it stops it reports every call that it breaks off as an error.
    log: (line) => void (signal.aborted || log(line)),
  });
  parts.add('Temporal server', temporal, { stopWithinMs: STOP_WITHIN_MS.temporal });
  return { address: temporal.address, uiUrl: temporal.uiUrl, ports };
}
