import { startClientProcess } from './client.js';
import type { Part } from './part.js';

/** It ends as soon as its answers are on their way. */
const STOP_TIMEOUT_MS = 10_000;

export interface ConsoleProcess extends Part {
  /** Where browsers find it. */
  url: string;
}

/**
 * Starts the web console as a process of its own and resolves once it serves. `log` takes its lines; an aborted signal
 * ends it where it does not serve yet. Rejects with Unexpected where it ends instead.
 */
export async function startConsoleProcess(
  env: NodeJS.ProcessEnv,
  log: (line: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<ConsoleProcess> {
  const ready = (line: string): string | undefined => /^Console: (https?:\/\/\S+)$/.exec(line)?.[1];
  const options = { env, name: 'console', stopTimeoutMs: STOP_TIMEOUT_MS, log, signal };
  const { part, found: url } = await startClientProcess('console', ready, options);
  return { ...part, url };
}
