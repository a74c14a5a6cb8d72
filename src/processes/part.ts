import type { ChildProcess } from 'node:child_process';

/** A process that works for us until it is stopped. */
export interface Part {
  pid: number;
  /** Resolves to how it ended, such as `exit code 1` or `SIGKILL`, whoever was the cause. */
  ended: Promise<string>;
  /** Asks it to end, with SIGTERM where nothing else is named, and resolves when it has. May be called again. */
  stop(signal?: NodeJS.Signals): Promise<unknown>;
}

export function partOf(child: ChildProcess): Part {
  const ended = endOf(child);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (!hasEnded(child)) child.kill(signal);
    await ended;
  };
  return { pid: child.pid ?? 0, ended, stop };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    // It never was: nothing exits then.
    child.once('error', (error) => child.pid === undefined && resolve(error.message));
  });
}

function hasEnded({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid === undefined || exitCode !== null || signalCode !== null;
}
