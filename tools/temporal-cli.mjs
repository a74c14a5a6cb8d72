// @ts-check
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Interrupted, PreparationError } from './lib/errors.mjs';
import { withLock } from './lib/lock.mjs';
import { cacheDirectory, findProgram } from './lib/paths.mjs';
import { buildTemporalCli } from './temporal-cli-build.mjs';
import { downloadTemporalCli } from './temporal-cli-download.mjs';
import { TEMPORAL_CLI_VERSION } from './temporal-cli-version.mjs';

/** @typedef {import('./lib/say.mjs').Say} Say */

/**
 * Puts an executable named `temporal` into the directory, or rejects with a message that says why it cannot.
 * @typedef {(directory: string, say: Say) => Promise<void>} Maker
 */

/** It links in a whole server and is read from a cold disk the first time. */
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * Finds the Temporal CLI, which is also the development server, or makes it: `TEMPORAL_CLI_PATH`, `temporal` on PATH,
 * our cache, and into the cache a download, else a build. Rejects with PreparationError.
 * @param {{ say: Say, env?: NodeJS.ProcessEnv, makers?: readonly Maker[] }} options
 * @returns {Promise<string>} the path of an executable that was seen to run
 */
export async function findTemporalCli({
  say,
  env = process.env,
  makers = [downloadTemporalCli, buildTemporalCli],
}) {
  return (await fromSetting(env)) ?? (await fromPath(env, say)) ?? (await fromCache(env, say, makers));
}

/** @param {NodeJS.ProcessEnv} env */
async function fromSetting(env) {
  const path = env['TEMPORAL_CLI_PATH'];
  if (!path) return undefined;
  const fault = await faultOf(path);
  if (fault)
    throw new PreparationError(`TEMPORAL_CLI_PATH names ${path}, but ${fault}. Correct it or unset it.`);
  return path;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {Say} say
 */
async function fromPath(env, say) {
  const path = findProgram('temporal', env);
  const fault = path && (await faultOf(path));
  if (fault) say(`Passing over ${path}: ${fault}.`);
  return fault ? undefined : path;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {Say} say
 * @param {readonly Maker[]} makers
 */
async function fromCache(env, say, makers) {
  const cached = join(cacheDirectory(env), `temporal-${TEMPORAL_CLI_VERSION}`);
  if (!(await faultOf(cached))) return cached;
  const onWait = () => say('Waiting for another process that is getting the Temporal CLI.');
  return withLock(`${cached}.lock`, () => fillCache(cached, say, makers), { onWait });
}

/**
 * Only with the lock held. What is not seen to run never gets the cache's name.
 * @param {string} cached
 * @param {Say} say
 * @param {readonly Maker[]} makers
 */
async function fillCache(cached, say, makers) {
  const fault = await faultOf(cached);
  if (!fault) return cached; // whoever held the lock before us has made it
  if (existsSync(cached)) say(`Discarding ${cached}: ${fault}.`);
  await rm(cached, { recursive: true, force: true });
  for (const make of makers) {
    if (await makeInto(cached, make, say)) return cached;
  }
  throw new PreparationError(
    `No Temporal CLI. Install one (https://docs.temporal.io/cli) so that \`temporal\` is on PATH, or name it in ` +
      `TEMPORAL_CLI_PATH, or install Go 1.21 or newer (https://go.dev/dl) and try again.`,
  );
}

/**
 * @param {string} cached
 * @param {Maker} make
 * @param {Say} say
 * @returns {Promise<boolean>}
 */
async function makeInto(cached, make, say) {
  const workshop = `${cached}.partial`; // one name only, so that what a killed process left is cleared by the next
  try {
    await rm(workshop, { recursive: true, force: true });
    await mkdir(workshop, { recursive: true });
    await make(workshop, say);
    const fault = await faultOf(join(workshop, 'temporal'));
    if (fault) throw new PreparationError(fault);
    await rename(join(workshop, 'temporal'), cached);
    return true;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    say(`That did not work: ${error instanceof Error ? error.message : String(error)}.`);
    return false;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/**
 * @param {string} path
 * @returns {Promise<string | undefined>} what is wrong with the executable, undefined where it is fit for use
 */
async function faultOf(path) {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: ANSWER_TIMEOUT_MS });
    return stdout.includes('Server') ? undefined : 'its --version names no server';
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    return code === 'ENOENT' ? 'there is no such file' : `it does not run (${code ?? 'no answer'})`;
  }
}
