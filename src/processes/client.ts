import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ArchiveError } from '../domain/errors.js';
import { endingWithParent } from './end-with-parent.js';
import { partOf, type Part } from './part.js';

const CLIENT = fileURLToPath(new URL('../../dist/client.js', import.meta.url));

export interface ClientOptions {
  env: NodeJS.ProcessEnv;
  /** What it is called where it ends too early. */
  name: string;
  /** Above what it takes to stop. */
  stopTimeoutMs: number;
  /** Takes its lines. */
  log: (line: string) => void;
  /** Ends it where it is not ready yet. */
  signal?: AbortSignal | undefined;
}

/**
 * Starts a command that serves until it is stopped, as a process of its own, and resolves once a line it prints is one
 * that `ready` finds something in. It is in a process group of its own: a Ctrl-C in our terminal must not reach it
 * beside our own signal, for a second one ends it at once. Rejects with Unexpected where it ends instead.
 */
export async function startClientProcess(
  command: string,
  ready: (line: string) => string | undefined,
  { env, name, stopTimeoutMs, log, signal }: ClientOptions,
): Promise<{ child: ChildProcess; part: Part; found: string }> {
  const child = fork(CLIENT, [command], {
    env,
    detached: true,
    execArgv: endingWithParent(stopTimeoutMs),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const part = partOf(child);
  const giveUp = (): void => void part.stop('SIGKILL');
  signal?.addEventListener('abort', giveUp);
  try {
    return { child, part, found: await lineOf(child, part, { name, log, ready }) };
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}

interface Waiting {
  name: string;
  log: (line: string) => void;
  ready: (line: string) => string | undefined;
}

function lineOf({ stderr }: ChildProcess, { ended }: Part, { name, log, ready }: Waiting): Promise<string> {
  return new Promise((resolve, reject) => {
    void ended.then((how) => reject(notReady(name, how)));
    if (!stderr) return;
    createInterface({ input: stderr }).on('line', (line) => {
      log(line);
      const found = ready(line);
      if (found !== undefined) resolve(found);
    });
  });
}

function notReady(name: string, how: string): ArchiveError {
  return new ArchiveError('Unexpected', `The ${name} ended with ${how} before it was ready.`, {
    nextStep: 'What it has printed says why.',
  });
}
