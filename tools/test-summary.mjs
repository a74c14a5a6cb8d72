// @ts-check

/** @typedef {import('./mocha-reporter.mjs').Results} Results */

const SLOWEST_SHOWN = 10;

/**
 * What is said after mocha's own output, and whether all is well. In CI a skipped test is a failed one, for there
 * nobody would see that it never runs.
 * @param {{ results: Results, exitCode: number, isCi: boolean }} run of mocha
 * @returns {{ isGood: boolean, lines: string[] }} the last line holds the counts
 */
export function summarize({ results, exitCode, isCi }) {
  const { passed, failed: failures, skipped } = results;
  const known = failures.length + (isCi ? skipped.length : 0);
  const isUnexplained = known === 0 && exitCode !== 0; // a test file that does not load, a crash, a leak
  const failed = isUnexplained ? 1 : known;
  const locally = !isCi && skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  const lines = [
    ...slowestTests(results),
    ...named('Failed:', failures),
    ...named(isCi ? 'Skipped, which counts as failed here:' : 'Skipped:', skipped),
    ...(isUnexplained ? [`Mocha ended with exit code ${exitCode}.`] : []),
    ...(passed + failed === 0 ? ['No test ran.'] : []),
    `${passed} passed, ${failed} failed${locally}`,
  ];
  return { isGood: failed === 0 && passed > 0, lines };
}

/** @param {Results} results */
function slowestTests({ durations }) {
  const slowest = durations.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST_SHOWN);
  const lines = slowest.map(({ title, ms }) => `  ${(ms / 1000).toFixed(2).padStart(7)} s  ${title}`);
  return lines.length > 0 ? ['Slowest tests:', ...lines] : [];
}

/**
 * @param {string} heading
 * @param {Results['skipped']} tests
 */
function named(heading, tests) {
  const lines = tests.map(({ title, reason }) => `  ${title}${reason ? `: ${reason}` : ''}`);
  return lines.length > 0 ? [heading, ...lines] : [];
}
