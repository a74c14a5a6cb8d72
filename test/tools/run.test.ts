import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runStep, runToExit } from '../../tools/lib/run.mjs';

describe('running programs', () => {
  it('gives the exit code of the program', async () => {
    assert.equal(await runToExit('sh', ['-c', 'exit 7']), 7);
    assert.equal(await runToExit('sh', ['-c', 'kill -TERM $$']), 143);
  });

  it('shows the output of a quiet step only where it fails', async () => {
    await runStep('sh', ['-c', 'echo fine'], { isQuiet: true });
    await assert.rejects(
      runStep('sh', ['-c', 'echo the disk is full; exit 3'], { isQuiet: true }),
      /the disk is full[^]*3/,
    );
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`hands ${signal} on to the program and ends as it does`, async () => {
      const runModule = new URL('../../tools/lib/run.mjs', import.meta.url).href;
      const program = `trap 'exit 42' ${signal.slice(3)}; echo ready; for i in $(seq 100); do sleep 0.05; done`;
      const script = `
        import { runToExit } from ${JSON.stringify(runModule)};
        process.exitCode = await runToExit('sh', ['-c', ${JSON.stringify(program)}]);`;
      const tool = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await once(tool.stdout, 'data');
      tool.kill(signal);
      assert.deepEqual(await once(tool, 'exit'), [42, null]);
    });
  }
});
