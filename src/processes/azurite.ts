import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { ArchiveError } from '../domain/errors.js';
import { endingWithParent } from './end-with-parent.js';
import { partOf, type Part } from './part.js';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
/** Once its parent has gone: what it still has in memory only is lost where it is not left the time to write it. */
const SAVE_TIMEOUT_MS = 30_000;
const MEMORY_LIMIT_MB = 1_024;

/** Azurite's only account and its key, the same everywhere (learn.microsoft.com/azure/storage/common/storage-connect-azurite). */
const ACCOUNT = 'devstoreaccount1';
const ACCOUNT_KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export interface Azurite extends Part {
  connectionString: string;
  /** Lets it write what it holds to disk, and ends it. */
  close(): Promise<void>;
}

export interface AzuriteOptions {
  directory?: string;
  /** A file descriptor of ours that it holds open as long as it runs, such as that of a lock. */
  heldOpen?: number;
}

/**
 * Starts Azurite, Microsoft's stand-in for Azure Storage, as a process of its own on free ports of 127.0.0.1: in memory,
 * or on disk where a directory is given. Rejects with InvalidArgument where it is not installed, StorageUnreachable
 * where it does not start.
 */
export async function startAzurite({ directory, heldOpen }: AzuriteOptions = {}): Promise<Azurite> {
  const persistence =
    directory === undefined
      ? ['--inMemoryPersistence', '--extentMemoryLimit', String(MEMORY_LIMIT_MB)]
      : ['--location', directory];
  // Without the check's skip every call is refused: the SDK speaks a newer version of the API than Azurite knows.
  const flags = ['--skipApiVersionCheck', '--disableTelemetry', '--silent'];
  const ports = ['--blobPort', '0', '--queuePort', '0', '--tablePort', '0'];
  const child = fork(azuriteProgram(), [...ports, ...flags, ...persistence], {
    execArgv: endingWithParent(SAVE_TIMEOUT_MS),
    cwd: directory ?? tmpdir(),
    // What we close it by is the channel; a Ctrl-C in our terminal is not for it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(heldOpen === undefined ? [] : [heldOpen])],
  });
  const part = partOf(child);
  const close = async (): Promise<void> => await stop(child, part);
  try {
    return { ...part, connectionString: await connectionString(child), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function azuriteProgram(): string {
  try {
    return createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  } catch (cause) {
    throw new ArchiveError('InvalidArgument', 'Azurite, the stand-in for Azure Storage, is not installed.', {
      cause,
      nextStep: 'Run `npm ci` without --omit=dev, or use an Azure Storage account.',
    });
  }
}

/** Azurite says where each service listens once it does; the ports are the system's choice, so none can be taken. */
async function connectionString(child: ChildProcess): Promise<string> {
  const { Blob, Table } = await listening(child);
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${ACCOUNT}`,
    `AccountKey=${ACCOUNT_KEY}`,
    `BlobEndpoint=${Blob}/${ACCOUNT}`,
    `TableEndpoint=${Table}/${ACCOUNT}`,
  ].join(';');
}

function listening(child: ChildProcess): Promise<{ Blob: string; Table: string }> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (how: string) =>
      reject(
        new ArchiveError('StorageUnreachable', `Azurite did not start: ${how}. ${output.trim().slice(-500)}`),
      );
    const timer = setTimeout(
      () => fail(`nothing listens after ${START_TIMEOUT_MS / 1_000} s`),
      START_TIMEOUT_MS,
    );
    const address = (service: string) =>
      new RegExp(`Azurite ${service} service is successfully listening at (\\S+)`).exec(output)?.[1];
    // The pipes are read to the end of the process: a full one would stop Azurite.
    child.stdout?.on('data', (text) => {
      if (output.length < 100_000) output += String(text);
      const [Blob, Table] = [address('Blob'), address('Table')];
      if (Blob === undefined || Table === undefined) return;
      clearTimeout(timer);
      resolve({ Blob, Table });
    });
    child.stderr?.on('data', (text) => {
      if (output.length < 100_000) output += String(text);
    });
    child.once('exit', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}`));
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => clearTimeout(timer));
  });
}

async function stop(child: ChildProcess, { ended }: Part): Promise<void> {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), 2 * STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
