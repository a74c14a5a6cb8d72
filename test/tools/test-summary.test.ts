import assert from 'node:assert/strict';
import { summarize } from '../../tools/test-summary.mjs';

describe('the summary of a test run', () => {
  const clean = { passed: 3, failed: [], skipped: [], durations: [] };
  const withSkipped = { ...clean, skipped: [{ title: 'console shows runs', reason: 'no chromium' }] };
  const closing = (run: Parameters<typeof summarize>[0]) => {
    const { isGood, lines } = summarize(run);
    return [isGood, lines.at(-1)];
  };

  it('ends with the counts', () => {
    assert.deepEqual(closing({ results: clean, exitCode: 0, isCi: false }), [true, '3 passed, 0 failed']);
    const results = { ...clean, failed: [{ title: 'a' }, { title: 'b' }] };
    assert.deepEqual(closing({ results, exitCode: 2, isCi: true }), [false, '3 passed, 2 failed']);
  });

  it('counts a skipped test as failed in CI only', () => {
    assert.deepEqual(closing({ results: withSkipped, exitCode: 0, isCi: true }), [
      false,
      '3 passed, 1 failed',
    ]);
    assert.deepEqual(closing({ results: withSkipped, exitCode: 0, isCi: false }), [
      true,
      '3 passed, 0 failed, 1 skipped',
    ]);
  });

  it('names skipped tests with their reasons', () => {
    const { lines } = summarize({ results: withSkipped, exitCode: 0, isCi: false });
    assert.ok(lines.includes('  console shows runs: no chromium'));
  });

  it('names failed tests at the end, where the output of many is long gone', () => {
    const failed = [{ title: 'a run ends', reason: 'Expected 3' }];
    const { lines } = summarize({ results: { ...clean, failed }, exitCode: 1, isCi: true });
    assert.deepEqual(lines.slice(-3), ['Failed:', '  a run ends: Expected 3', '3 passed, 1 failed']);
  });

  it('is bad where nothing ran, or mocha failed without naming a test', () => {
    const nothing = { ...clean, passed: 0 };
    assert.deepEqual(closing({ results: nothing, exitCode: 0, isCi: false }), [false, '0 passed, 0 failed']);
    assert.deepEqual(closing({ results: clean, exitCode: 1, isCi: false }), [false, '3 passed, 1 failed']);
  });

  it('lists the ten slowest tests, the slowest first', () => {
    const durations = Array.from({ length: 12 }, (_, ms) => ({ title: `test ${ms}`, ms: ms * 1000 }));
    const { lines } = summarize({ results: { ...clean, durations }, exitCode: 0, isCi: false });
    const listed = lines.filter((line) => line.includes(' s  test '));
    assert.equal(listed.length, 10);
    assert.match(listed[0] ?? '', /11\.00 s {2}test 11/);
  });
});
