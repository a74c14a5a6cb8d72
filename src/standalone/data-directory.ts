import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ArchiveError } from '../domain/errors.js';

/** Far above a start's needs: an installation that starts only to stop on a full disk helps nobody. */
const MIN_FREE_BYTES = 256 * 1024 * 1024;
/** What a killed installation has left behind ends by itself in a few seconds. */
const LOCK_WAIT_MS = 10_000;
const LOCK_POLL_MS = 200;

/** A directory that is ours alone until it is closed. */
export interface DataDirectory {
  path: string;
  /**
   * File descriptor of the lock. A child that holds it open keeps the directory locked until it has ended too, so that no
   * two databases are ever open on the same files.
   */
  lock: number;
  close(): void;
}

/**
 * Makes the directory where it is missing, readable by nobody else, and locks it. Rejects with InvalidArgument where it
 * cannot be written, its disk is full, or another installation holds it and does not end within seconds.
 */
export async function openDataDirectory(given: string, say: (line: string) => void): Promise<DataDirectory> {
  const path = resolve(given);
  const lock = await openLock(path);
  const close = (): void => closeSync(lock);
  try {
    await refuseFullDisk(path);
    await take(lock, path, say);
    return { path, lock, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function openLock(path: string): Promise<number> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return openSync(join(path, 'lock'), 'a', 0o600);
  } catch (cause) {
    throw unusable(path, cause);
  }
}

/** The data directory cannot be read or written; `cause` is the system's own error. */
export function unusable(path: string, cause: unknown): ArchiveError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new ArchiveError('InvalidArgument', `The data directory ${path} cannot be used (${code}).`, {
    cause,
    nextStep:
      code === 'ENOSPC'
        ? 'Its disk is full: make room, then start again.'
        : 'Name a directory after --data-dir that this user may write to.',
  });
}

async function refuseFullDisk(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(path);
  if (bavail * bsize >= MIN_FREE_BYTES) return;
  const left = Math.floor((bavail * bsize) / 2 ** 20);
  throw new ArchiveError('InvalidArgument', `The disk of ${path} has ${left} MiB left.`, {
    nextStep: `Make room for ${MIN_FREE_BYTES / 2 ** 20} MiB at least, then start again.`,
  });
}

async function take(lock: number, path: string, say: (line: string) => void): Promise<void> {
  const deadline = Date.now() + LOCK_WAIT_MS;
  for (let tries = 0; !(await isLocked(lock)); tries += 1) {
    if (Date.now() > deadline) {
      throw new ArchiveError('InvalidArgument', `Another standalone installation runs on ${path}.`, {
        nextStep: 'Stop it first, or name another directory after --data-dir.',
      });
    }
    if (tries === 0) say('Waiting for what else runs on this data directory to end');
    await delay(LOCK_POLL_MS);
  }
}

/**
 * Node has no flock(2), so util-linux's or busybox's program asks for it. The lock belongs to the open file, which the
 * kernel closes with the last process that holds it, however that ends: a lock cannot be stale. A system without the
 * program (macOS) is left with the ports, of which a second installation finds ours taken.
 */
async function isLocked(fd: number): Promise<boolean> {
  const child = spawn('flock', ['-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
  return await new Promise((resolve, reject) => {
    child.once('exit', (code) => resolve(code === 0));
    child.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(true) : reject(error),
    );
  });
}
