import { startClientProcess } from './client.js';
import type { Part } from './part.js';

/** Above what a worker gives the activities under way. */
const STOP_TIMEOUT_MS = 60_000;
const READY = 'The worker is ready.';

export interface WorkerProcess extends Part {
  /** Resolves to the exit code, null where the signal has ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a worker as a process of its own and resolves once it polls. `log` takes its lines; an aborted signal ends it
 * where it does not poll yet. Rejects with Unexpected where it ends instead.
 */
export async function startWorkerProcess(
  env: NodeJS.ProcessEnv,
  log: (line: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<WorkerProcess> {
  const ready = (line: string): string | undefined => (line === READY ? line : undefined);
  const options = { env, name: 'worker', stopTimeoutMs: STOP_TIMEOUT_MS, log, signal };
  const { child, part } = await startClientProcess('worker', ready, options);
  const stop = async (signal?: NodeJS.Signals): Promise<number | null> => {
    await part.stop(signal);
    return child.exitCode;
  };
  return { ...part, stop };
}
