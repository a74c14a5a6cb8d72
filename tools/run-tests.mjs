// @ts-check
import { PreparationError } from './lib/errors.mjs';
import { main } from './lib/main.mjs';
import { say } from './lib/say.mjs';
import { runMocha } from './mocha.mjs';
import { prepareCheckout } from './prepare.mjs';
import { findTemporalCli } from './temporal-cli.mjs';
import { summarize } from './test-summary.mjs';

/** Parts that take long; what is left is a part as well. */
const PARTS = [
  ['test/faults'],
  ['test/cli'],
  ['test/windows', 'test/workflows'],
  ['test/console'],
  ['test/sources', 'test/sandbox'],
];
const REST = PARTS.flat().flatMap((folder) => ['--ignore', `${folder}/**`]);
/** Side by side, the longest first: much of a test is waiting, for a silence to be noticed, for a service to be back. */
const ALL_TESTS = [...PARTS.slice(0, 3), REST, ...PARTS.slice(3)];

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
