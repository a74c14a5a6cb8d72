// @ts-check
import { build } from './build.mjs';
import { installDemoPackages, installTestPackages } from './debian-packages.mjs';
import { installDependencies, requireNode } from './dependencies.mjs';
import { PreparationError } from './lib/errors.mjs';
import { main } from './lib/main.mjs';
import { runToExit } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { findTemporalCli } from './temporal-cli.mjs';

const USAGE = 'Usage: node tools/prepare.mjs [demo|test] [-- command to run with it, and its arguments]';

/**
 * Brings this checkout to where the program and its tests can run, except for the Temporal CLI.
 * @param {'demo' | 'test'} purpose
 */
export async function prepareCheckout(purpose) {
  requireNode();
  await installDependencies(say);
  if (purpose === 'test') await installTestPackages(say);
  await build({ say });
}

/**
 * @param {readonly string[]} argv
 * @returns {Promise<number>} the exit code of the command, 0 without one
 */
async function prepare(argv) {
  const dashes = argv.indexOf('--');
  const [purpose = 'demo', ...excess] = dashes < 0 ? argv : argv.slice(0, dashes);
  const [command, ...args] = dashes < 0 ? [] : argv.slice(dashes + 1);
  if ((purpose !== 'demo' && purpose !== 'test') || excess.length > 0) throw new PreparationError(USAGE);
  await prepareCheckout(purpose);
  if (purpose === 'demo') await installDemoPackages(args, say);
  const temporalCliPath = await findTemporalCli({ say });
  if (command)
    return runToExit(command, args, { env: { ...process.env, TEMPORAL_CLI_PATH: temporalCliPath } });
  say(`Ready. The Temporal CLI is ${temporalCliPath}.`);
  return 0;
}

await main(import.meta.url, () => prepare(process.argv.slice(2)));
