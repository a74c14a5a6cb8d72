// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBin, root } from './lib/paths.mjs';
import { runToExit } from './lib/run.mjs';

/** @typedef {import('./mocha-reporter.mjs').Results} Results */

/** More would make each other slow enough to fail on a machine of two processors. */
const AT_A_TIME = 3;

/** @type {Results} */
const NOTHING = { passed: 0, failed: [], skipped: [], durations: [] };

/**
 * Runs mocha once for each list of arguments, some side by side, and adds up the results. The output of the first is shown as
 * it comes, that of each other one as a whole: mixed they could not be read.
 * @param {readonly (readonly string[])[]} runs
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ exitCode: number, results: Results }>} the worst exit code
 */
export async function runMocha(runs, env) {
  const directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-tests-'));
  try {
    const finished = await runSome(runs, (args, place) =>
      runOne(args, env, { place, resultsFile: join(directory, `${place}.json`) }),
    );
    for (const { output } of finished) process.stdout.write(output);
    return {
      exitCode: Math.max(...finished.map(({ exitCode }) => exitCode)),
      results: finished.map(({ results }) => results).reduce(add, NOTHING),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * @template In, Out
 * @param {readonly In[]} inputs
 * @param {(input: In, place: number) => Promise<Out>} run
 * @returns {Promise<Out[]>} in the order of the inputs
 */
async function runSome(inputs, run) {
  const waiting = [...inputs.entries()];
  /** @type {Out[]} */
  const outputs = [];
  const runWaiting = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, input] = next;
      outputs[place] = await run(input, place);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, runWaiting));
  return outputs;
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {{ place: number, resultsFile: string }} options
 * @returns {Promise<{ exitCode: number, results: Results, output: string }>} `output` is what was not shown yet
 */
async function runOne(args, env, { place, resultsFile }) {
  let output = '';
  const exitCode = await runToExit(nodeBin('mocha'), ['--reporter', 'tools/mocha-reporter.mjs', ...args], {
    cwd: root,
    env: { ...process.env, ...env, ARCHIVER_TEST_RESULTS: resultsFile },
    stdio: place === 0 ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    onOutput: (text) => (output += text),
  });
  const results = await readFile(resultsFile, 'utf8').then(JSON.parse, () => NOTHING);
  return { exitCode, results, output };
}

/**
 * @param {Results} one
 * @param {Results} other
 * @returns {Results}
 */
function add(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: [...one.failed, ...other.failed],
    skipped: [...one.skipped, ...other.skipped],
    durations: [...one.durations, ...other.durations],
  };
}
