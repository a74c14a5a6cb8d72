import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ArchiveError } from '../domain/errors.js';
import { endingWithParent } from './end-with-parent.js';
import { partOf, type Part } from './part.js';

const CLIENT = fileURLToPath(new URL('../../dist/client.js', import.meta.url));
/** Above what a worker gives the activities under way. */
const STOP_TIMEOUT_MS = 60_000;

export interface WorkerProcess extends Part {
  /** Resolves to the exit code, null where the signal has ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a worker as a process of its own and resolves once it polls. `log` takes its lines; an aborted signal ends it
 * where it does not poll yet. It is in a process group of its own: a Ctrl-C in our terminal must not reach it beside our
 * own signal, for a second one ends it at once.
 */
export async function startWorkerProcess(
  env: NodeJS.ProcessEnv,
  log: (line: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<WorkerProcess> {
  const child = fork(CLIENT, ['worker'], {
    env,
    detached: true,
    execArgv: endingWithParent(STOP_TIMEOUT_MS),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const part = partOf(child);
  const giveUp = (): void => void part.stop('SIGKILL');
  signal?.addEventListener('abort', giveUp);
  try {
    await ready(child, part, log);
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
  const stop = async (signal?: NodeJS.Signals): Promise<number | null> => {
    await part.stop(signal);
    return child.exitCode;
  };
  return { ...part, stop };
}

function ready({ stderr }: ChildProcess, { ended }: Part, log: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    void ended.then((how) => reject(notReady(how)));
    if (!stderr) return;
    createInterface({ input: stderr }).on('line', (line) => {
      log(line);
      if (line === 'The worker is ready.') resolve();
    });
  });
}

function notReady(how: string): ArchiveError {
  return new ArchiveError('Unexpected', `The worker ended with ${how} before it was ready.`, {
    nextStep: 'What it has printed says why.',
  });
}
