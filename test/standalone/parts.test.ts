import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { partOf, type Part } from '../../src/processes/part.js';
import { Parts } from '../../src/standalone/parts.js';

const WITHIN = { stopWithinMs: 10_000 };

describe('the parts of an installation', () => {
  let parts: Parts;
  let stopped: string[];

  beforeEach(() => {
    parts = new Parts();
    stopped = [];
  });
  afterEach(async () => await parts.stop());

  /** A process that runs the script until it is stopped, and is ready to be. */
  const start = async (name: string, script = 'echo ready; exec sleep 60'): Promise<Part> => {
    const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const part = partOf(child);
    void part.ended.then((how) => stopped.push(`${name}: ${how}`));
    await once(child.stdout, 'data');
    return part;
  };

  it('stop one after the other, the last one started first', async () => {
    for (const name of ['storage', 'server', 'worker']) parts.add(name, await start(name), WITHIN);
    await parts.stop();
    assert.deepEqual(stopped, ['worker: SIGTERM', 'server: SIGTERM', 'storage: SIGTERM']);
    await parts.stop();
  });

  it('are killed where they do not stop in time, and the others stop all the same', async () => {
    parts.add('server', await start('server'), WITHIN);
    parts.add('worker', await start('worker', "trap '' TERM; echo ready; while :; do sleep 0.05; done"), {
      stopWithinMs: 200,
    });
    await parts.stop();
    assert.deepEqual(stopped, ['worker: SIGKILL', 'server: SIGTERM']);
  });

  it('fail together when one ends by itself, which is named with how', async () => {
    parts.add('server', await start('server'), WITHIN);
    parts.add('worker', await start('worker', 'echo ready; exit 3'), WITHIN);
    await assert.rejects(parts.failed, {
      code: 'Unexpected',
      message: 'The worker ended with exit code 3, and everything else was stopped.',
    });
  });
});
