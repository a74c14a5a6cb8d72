import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeBin, root } from '../../tools/lib/paths.mjs';
import { temporaryDirectory } from './support.js';

const SAMPLE = `
describe('sample', () => {
  it('passes', () => {});
  it('fails', () => { throw new Error('as it must'); });
  it('skips', function () { this.skipReason = 'no server'; this.skip(); });
  describe('behind a hook', () => {
    before(function () { this.skipReason = 'no browser'; this.skip(); });
    it('is skipped too', () => {});
  });
  describe('behind a broken hook', () => {
    before(() => { throw new Error('broken'); });
    it('never runs', () => {});
  });
});`;

describe('the results that mocha writes', () => {
  it('hold every failed and every skipped test with its reason', async () => {
    const directory = await temporaryDirectory();
    try {
      const resultsFile = join(directory.path, 'results.json');
      const sample = join(directory.path, 'sample.cjs');
      await writeFile(sample, SAMPLE);
      const args = ['--no-config', '--reporter', 'tools/mocha-reporter.mjs', sample];
      const env = { ...process.env, ARCHIVER_TEST_RESULTS: resultsFile };
      const { status, stdout } = spawnSync(nodeBin('mocha'), args, { cwd: root, env, encoding: 'utf8' });
      assert.equal(status, 2, stdout);
      const { durations, ...results } = JSON.parse(await readFile(resultsFile, 'utf8'));
      assert.deepEqual(results, {
        passed: 1,
        failed: [
          { title: 'sample fails', reason: 'as it must' },
          { title: 'sample behind a broken hook "before all" hook for "never runs"', reason: 'broken' },
        ],
        skipped: [
          { title: 'sample skips', reason: 'no server' },
          { title: 'sample behind a hook is skipped too', reason: 'no browser' },
        ],
      });
      assert.equal(durations[0].title, 'sample passes');
    } finally {
      await directory.remove();
    }
  });
});
