// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PreparationError } from './lib/errors.mjs';
import { main } from './lib/main.mjs';
import { nodeBin, root } from './lib/paths.mjs';
import { runToExit } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { prepareCheckout } from './prepare.mjs';
import { findTemporalCli } from './temporal-cli.mjs';
import { summarize } from './test-summary.mjs';

/** @typedef {import('./mocha-reporter.mjs').Results} Results */

/** @type {Results} */
const NOTHING = { passed: 0, failed: 0, skipped: [], durations: [] };

/**
 * Prepares the machine, runs mocha with our arguments (none: all tests), and sums up.
 * @returns {Promise<number>} the exit code
 */
async function runTests() {
  await prepareCheckout('test');
  const run = await runMocha(process.argv.slice(2), await temporalEnvironment());
  const { isGood, lines } = summarize({ ...run, isCi: process.env['CI'] === 'true' });
  for (const line of lines) console.log(line);
  return isGood ? 0 : 1;
}

/** Without a Temporal CLI the tests that need none still say something. */
async function temporalEnvironment() {
  try {
    return { TEMPORAL_CLI_PATH: await findTemporalCli({ say }) };
  } catch (error) {
    if (!(error instanceof PreparationError)) throw error;
    say(`${error.message} Until then, tests that need a Temporal server are skipped.`);
    return {};
  }
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} temporalEnv
 * @returns {Promise<{ exitCode: number, results: Results }>}
 */
async function runMocha(args, temporalEnv) {
  const directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-tests-'));
  const resultsFile = join(directory, 'results.json');
  const env = { ...process.env, ...temporalEnv, ARCHIVER_TEST_RESULTS: resultsFile };
  try {
    const reporter = ['--reporter', 'tools/mocha-reporter.mjs'];
    const exitCode = await runToExit(nodeBin('mocha'), [...reporter, ...args], { cwd: root, env });
    const results = await readFile(resultsFile, 'utf8').then(JSON.parse, () => NOTHING);
    return { exitCode, results };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

await main(import.meta.url, runTests);
