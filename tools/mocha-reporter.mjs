// @ts-check
import { writeFileSync } from 'node:fs';
import mocha from 'mocha';

const GRACE_MS = 10_000;

/**
 * @typedef {{ title: string, reason?: string }} Named a test, and why it was skipped or has failed
 * @typedef {{ passed: number, failed: Named[], skipped: Named[], durations: { title: string, ms: number }[] }} Results
 */

/**
 * Mocha's own output for people, and the results in the file that ARCHIVER_TEST_RESULTS names. A test that skips
 * itself gives its reason as `this.skipReason`.
 */
class ResultsReporter extends mocha.reporters.Spec {
  /**
   * @param {mocha.Runner} runner
   * @param {mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {Results} */
    const results = { passed: 0, failed: [], skipped: [], durations: [] };
    runner.on('pass', (test) => {
      results.passed += 1;
      results.durations.push({ title: test.fullTitle(), ms: test.duration ?? 0 });
    });
    // A failed hook counts as one: of the tests that it kept from running mocha reports nothing.
    runner.on('fail', (test, error) => {
      results.failed.push({ title: test.fullTitle(), reason: firstLine(error) });
    });
    runner.on('pending', (test) => {
      results.skipped.push({ title: test.fullTitle(), reason: test.ctx?.['skipReason'] });
    });
    runner.on('end', () => {
      writeFileSync(process.env['ARCHIVER_TEST_RESULTS'] ?? '', JSON.stringify(results));
      setTimeout(exitWithLeak, GRACE_MS).unref(); // fires only where something else keeps the process alive
    });
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}

/**
 * Mocha's --exit would hide servers and connections that a test left open; waiting for them would hang. The native
 * bridge of Temporal is none of them: with its runtime up, and even with a connection left open, Node.js ends.
 */
function exitWithLeak() {
  const open = new Set(process.getActiveResourcesInfo());
  console.log(`A test left something open: ${[...open].join(', ')}. Close it in an after hook.`);
  process.exit(1);
}

// Mocha takes reporters of ES modules by their default export only.
export default ResultsReporter;
