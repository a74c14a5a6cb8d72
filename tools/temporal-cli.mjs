// @ts-check
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedTemporalCli, lookAt, lookForTemporalCli } from '../src/processes/temporal-cli.mjs';
import { Interrupted, PreparationError } from './lib/errors.mjs';
import { withLock } from './lib/lock.mjs';
import { buildTemporalCli } from './temporal-cli-build.mjs';
import { downloadTemporalCli } from './temporal-cli-download.mjs';

/** @typedef {import('./lib/say.mjs').Say} Say */

/**
 * Puts an executable named `temporal` into the directory, or rejects with a message that says why it cannot.
 * @typedef {(directory: string, say: Say) => Promise<void>} Maker
 */

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
  const seen = await lookForTemporalCli(env);
  const cached = cachedTemporalCli(env);
  for (const cli of seen) {
    if ('server' in cli) return cli.path;
    if (env['TEMPORAL_CLI_PATH']) throw unfit(cli);
    if (cli.path !== cached) say(`Passing over ${cli.path}: ${cli.fault}.`);
  }
  const onWait = () => say('Waiting for another process that is getting the Temporal CLI.');
  return withLock(`${cached}.lock`, () => fillCache(cached, say, makers), { onWait });
}

/** @param {{ path: string, fault: string }} cli */
function unfit({ path, fault }) {
  return new PreparationError(`TEMPORAL_CLI_PATH names ${path}, but ${fault}. Correct it or unset it.`);
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
  const cli = await lookAt(path);
  return 'fault' in cli ? cli.fault : undefined;
}
