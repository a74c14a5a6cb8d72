import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../tools/lib/paths.mjs';
import { temporaryDirectory, writeProgram } from './support.js';

describe('the gate of a change', () => {
  /** Runs .ci/run with a stand-in for npm. */
  async function gate(
    testScript: string,
    checkScript: string,
  ): Promise<{ status: number | null; lastLine: string }> {
    const directory = await temporaryDirectory();
    try {
      await writeProgram(
        join(directory.path, 'npm'),
        `case "$1" in test) ${testScript};; *) ${checkScript};; esac`,
      );
      const env = { ...process.env, PATH: `${directory.path}:${process.env['PATH'] ?? ''}` };
      const { status, stdout } = spawnSync(join(root, '.ci', 'run'), {
        env,
        input: 'typed by somebody',
        encoding: 'utf8',
      });
      return { status, lastLine: stdout.trimEnd().split('\n').at(-1) ?? '' };
    } finally {
      await directory.remove();
    }
  }

  it('opens where tests ran and none and no check failed', async () => {
    const seen = await gate('echo "12 passed, 0 failed"', 'true');
    assert.deepEqual(seen, { status: 0, lastLine: '12 passed, 0 failed' });
  });

  it('adds failed checks to failed tests', async () => {
    const seen = await gate('echo "12 passed, 3 failed"; exit 1', 'exit 2');
    assert.deepEqual(seen, { status: 1, lastLine: '12 passed, 5 failed' });
  });

  it('stays shut for a failed check alone', async () => {
    const seen = await gate('echo "12 passed, 0 failed"', 'exit 1');
    assert.deepEqual(seen, { status: 1, lastLine: '12 passed, 1 failed' });
  });

  it('stays shut where no test ran, or the tests ended without a count', async () => {
    assert.deepEqual(await gate('echo "0 passed, 0 failed"', 'true'), {
      status: 1,
      lastLine: '0 passed, 0 failed',
    });
    assert.deepEqual(await gate('echo crash; exit 1', 'true'), { status: 1, lastLine: '0 passed, 1 failed' });
    assert.deepEqual(await gate('echo "5 passed, 0 failed"; exit 1', 'true'), {
      status: 1,
      lastLine: '5 passed, 1 failed',
    });
  });

  it('tells everything below it that this is CI, with nobody at the keyboard', async () => {
    const seen = await gate('test -z "$(cat)" && test "$CI" = true && echo "1 passed, 0 failed"', 'true');
    assert.deepEqual(seen, { status: 0, lastLine: '1 passed, 0 failed' });
  });
});
