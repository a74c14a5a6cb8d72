// @ts-check
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {{ token: string, pid: number, host: string }} Owner */

const HEARTBEAT_MS = 1_000;
const POLL_MS = 100;
/** Far above the heartbeat: a loaded machine, or a bundler holding the event loop, is not a dead owner. */
const SILENCE_MS = 60_000;

/**
 * Does the action while holding a lock file, so that calls in other processes wait for it. The lock of an owner that
 * died is taken over: at once where its process is gone from this host, else after a minute without a heartbeat
 * (another container on the same volume, or a reused process id).
 * @template T
 * @param {string} path the lock file
 * @param {() => Promise<T>} action
 * @param {{ onWait?: () => void, silenceMs?: number }} [options] `onWait` is called once where we have to wait
 * @returns {Promise<T>}
 */
export async function withLock(path, action, { onWait, silenceMs = SILENCE_MS } = {}) {
  const owner = { token: randomUUID(), pid: process.pid, host: hostname() };
  await mkdir(dirname(path), { recursive: true });
  let hasWaited = false;
  while (!(await take(path, owner))) {
    if (await takeAwayStale(path, silenceMs)) continue;
    if (!hasWaited) onWait?.();
    hasWaited = true;
    await sleep(POLL_MS);
  }
  const heartbeat = setInterval(
    () => void utimes(path, new Date(), new Date()).catch(() => {}),
    HEARTBEAT_MS,
  );
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    if ((await ownerOf(path))?.token === owner.token) await rm(path, { force: true });
  }
}

/**
 * A link to a finished file, so that nobody ever reads a lock without its owner in it.
 * @param {string} path
 * @param {Owner} owner
 */
async function take(path, owner) {
  const draft = `${path}.${owner.token}`;
  await writeFile(draft, JSON.stringify(owner));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Moves the lock aside before it looks whose it was: two callers that judge the same owner dead must not take away
 * the lock which the quicker one of them has made since.
 * @param {string} path
 * @param {number} silenceMs
 * @returns {Promise<boolean>} whether to try again at once
 */
async function takeAwayStale(path, silenceMs) {
  const judged = await ownerOf(path);
  if (!(await isStale(path, judged, silenceMs))) return false;
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await ownerOf(aside))?.token !== judged?.token) await link(aside, path).catch(() => {});
    await rm(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  return true;
}

/**
 * @param {string} path
 * @param {Owner | undefined} owner
 * @param {number} silenceMs
 */
async function isStale(path, owner, silenceMs) {
  if (owner?.host === hostname() && !isAlive(owner.pid)) return true;
  const heartbeatAt = await stat(path).then(
    (stats) => stats.mtimeMs,
    () => Date.now(),
  );
  return Date.now() - heartbeatAt > silenceMs;
}

/**
 * @param {string} path
 * @returns {Promise<Owner | undefined>} undefined where there is no lock, or one that nobody can have written
 */
async function ownerOf(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code;
