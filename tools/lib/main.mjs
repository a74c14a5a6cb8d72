// @ts-check
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Interrupted, PreparationError } from './errors.mjs';
import { say } from './say.mjs';

/**
 * Runs the body of a command-line tool, unless its module is only imported: the result is the exit code, errors are
 * printed for people.
 * @param {string} moduleUrl
 * @param {() => Promise<number | void>} body
 */
export async function main(moduleUrl, body) {
  // Node resolves symbolic links for import.meta.url and not for argv.
  if (realpathSync(process.argv[1] ?? '.') !== fileURLToPath(moduleUrl)) return;
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
    const isExpected = error instanceof Interrupted || error instanceof PreparationError;
    say(isExpected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
