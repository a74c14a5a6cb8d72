// @ts-check
// JavaScript, because the tools take it from here to prepare a checkout, before there is a build.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory, findProgram } from './programs.mjs';

/** The release that is downloaded or built; `tools/temporal-server/go.mod` pins the same one. */
export const TEMPORAL_CLI_VERSION = '1.8.2';

/** It links in a whole server and is read from a cold disk the first time. */
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * An executable that was looked at: `server` is the version of the Temporal server in it, such as 1.31.2, and `fault`
 * what is wrong where it is not fit for use.
 * @typedef {{ path: string, server: string } | { path: string, fault: string }} SeenCli
 */

/**
 * Looks where a Temporal CLI may be: what `TEMPORAL_CLI_PATH` names and nothing else where it is set, else `temporal`
 * on PATH, then our cache. The first that is fit for use is the last of what it resolves to.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<SeenCli[]>}
 */
export async function lookForTemporalCli(env = process.env) {
  const given = env['TEMPORAL_CLI_PATH'];
  const paths = given ? [given] : [findProgram('temporal', env), cachedTemporalCli(env)];
  /** @type {SeenCli[]} */
  const seen = [];
  for (const path of paths) {
    if (path === undefined) continue;
    const cli = await lookAt(path);
    seen.push(cli);
    if ('server' in cli) break;
  }
  return seen;
}

/**
 * Where the one is kept that was downloaded or built.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cachedTemporalCli(env = process.env) {
  return join(cacheDirectory(env), `temporal-${TEMPORAL_CLI_VERSION}`);
}

/**
 * @param {string} path
 * @returns {Promise<SeenCli>}
 */
export async function lookAt(path) {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: ANSWER_TIMEOUT_MS });
    const server = /Server (\d[\w.-]*)/.exec(stdout)?.[1];
    return server === undefined ? { path, fault: 'its --version names no server' } : { path, server };
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    const fault = code === 'ENOENT' ? 'there is no such file' : `it does not run (${code ?? 'no answer'})`;
    return { path, fault };
  }
}
