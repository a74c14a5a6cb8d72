// @ts-check
import { PreparationError } from './lib/errors.mjs';
import { main } from './lib/main.mjs';
import { say } from './lib/say.mjs';
import { runMocha } from './mocha.mjs';
import { prepareCheckout } from './prepare.mjs';
import { findTemporalCli } from './temporal-cli.mjs';
import { summarize } from './test-summary.mjs';

/** Side by side, the longest first: much of a test is waiting, for a silence to be noticed, for a service to be back. */
const PARTS = [
  ['test/faults'],
  ['test/cli'],
  ['test/windows', 'test/workflows'],
  ['test/sources', 'test/sandbox'],
  ['test/console'],
];
const ALL_TESTS = [...PARTS, PARTS.flat().flatMap((folder) => ['--ignore', `${folder}/**`])];

/**
 * Prepares the machine, runs mocha with our arguments (none: all tests), and sums up.
 * @returns {Promise<number>} the exit code
 */
async function runTests() {
  await prepareCheckout('test');
  const args = process.argv.slice(2);
  const run = await runMocha(args.length > 0 ? [args] : ALL_TESTS, await temporalEnvironment());
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

await main(import.meta.url, runTests);
