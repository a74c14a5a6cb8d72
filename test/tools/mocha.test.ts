import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../tools/lib/paths.mjs';
import { temporaryDirectory } from './support.js';

describe('runs of mocha side by side', () => {
  /** Runs the sources of two test files, each as a run of its own, by a process that prints the result last. */
  async function sideBySide(...sources: string[]) {
    const directory = await temporaryDirectory();
    try {
      const runs = sources.map((_, place) => ['--no-config', join(directory.path, `${place}.cjs`)]);
      for (const [place, source] of sources.entries())
        await writeFile(join(directory.path, `${place}.cjs`), source);
      const script = `
        import { runMocha } from ${JSON.stringify(new URL('../../tools/mocha.mjs', import.meta.url).href)};
        const { exitCode, results } = await runMocha(${JSON.stringify(runs)}, {});
        console.log(JSON.stringify({ exitCode, passed: results.passed, failed: results.failed.length, skipped: results.skipped.length }));`;
      const args = ['--input-type=module', '--eval', script];
      const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
      return { stdout, result: JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') };
    } finally {
      await directory.remove();
    }
  }

  it('count as one, with the worst exit code', async () => {
    const { result } = await sideBySide(
      `it('passes', () => {}); it('skips', function () { this.skip(); });`,
      `it('passes too', () => {}); it('fails', () => { throw new Error('as it must'); });`,
    );
    assert.deepEqual(result, { exitCode: 1, passed: 2, failed: 1, skipped: 1 });
  });

  it('are shown one after the other, however they overlap', async () => {
    const slowly = (name: string) =>
      [1, 2, 3]
        .map((place) => `it('${name} ${place}', async () => new Promise((done) => setTimeout(done, 100)));`)
        .join('\n');
    const { stdout } = await sideBySide(slowly('first'), slowly('second'));
    assert.deepEqual(stdout.match(/(first|second) \d/g), [
      'first 1',
      'first 2',
      'first 3',
      'second 1',
      'second 2',
      'second 3',
    ]);
  });

  it('fail where one of them does not come to its tests', async () => {
    const { result } = await sideBySide(`it('passes', () => {});`, `throw new Error('does not load');`);
    assert.deepEqual([result.exitCode > 0, result.passed], [true, 1]);
  });
});
