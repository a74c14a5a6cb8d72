import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../../tools/lib/lock.mjs';
import { temporaryDirectory } from './support.js';

describe('the lock of the tools', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let path: string;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    path = join(directory.path, 'deep', 'the.lock');
  });
  afterEach(() => directory.remove());

  async function mostAtOnce(callers: number): Promise<number> {
    let inside = 0;
    let most = 0;
    const action = async () => {
      most = Math.max(most, (inside += 1));
      for (let i = 0; i < 20; i += 1) await turn();
      inside -= 1;
    };
    await Promise.all(Array.from({ length: callers }, () => withLock(path, action)));
    return most;
  }

  it('lets one caller in at a time and leaves nothing behind', async () => {
    assert.equal(await mostAtOnce(5), 1);
    assert.deepEqual(await readdir(join(directory.path, 'deep')), []);
  });

  it('is given up when the action fails', async () => {
    await assert.rejects(
      withLock(path, () => Promise.reject(new Error('no luck'))),
      /no luck/,
    );
    assert.equal(existsSync(path), false);
  });

  it('tells a caller once that it has to wait', async () => {
    let waits = 0;
    let second = Promise.resolve();
    await withLock(path, async () => {
      await new Promise<void>((resolve) => {
        const onWait = () => {
          waits += 1;
          resolve();
        };
        second = withLock(path, () => Promise.resolve(), { onWait });
      });
      await sleep(250); // long enough to look again, twice
    });
    await second;
    assert.equal(waits, 1);
  });

  it('of a process that is gone is taken over by one caller at a time', async () => {
    await withLock(path, () => Promise.resolve());
    const { pid } = spawnSync('true');
    const leaveDeadLock = () => writeFile(path, JSON.stringify({ token: 'dead', pid, host: hostname() }));
    await leaveDeadLock();
    assert.equal(await mostAtOnce(5), 1);
    await leaveDeadLock();
    await withLock(path, () => Promise.resolve(), {
      onWait: () => assert.fail('nobody is there to wait for'),
    });
  });

  it('of a living process is respected as long as its heart beats', async () => {
    let hasEntered = false;
    let second = Promise.resolve();
    await withLock(path, async () => {
      second = withLock(path, () => Promise.resolve(void (hasEntered = true)), { silenceMs: 1_500 });
      await sleep(2_500);
      assert.equal(hasEntered, false);
    });
    await second;
    assert.equal(hasEntered, true);
  });

  for (const [what, content] of [
    ['of another host', JSON.stringify({ token: 'far', pid: 1, host: 'elsewhere' })],
    ['that says nothing legible', '{'],
  ] as const) {
    it(`${what} is taken over when nothing was heard of its owner for too long`, async () => {
      await withLock(path, () => Promise.resolve());
      await writeFile(path, content);
      const longAgo = new Date(Date.now() - 61_000);
      await utimes(path, longAgo, longAgo);
      assert.equal(await withLock(path, () => Promise.resolve('entered')), 'entered');
    });
  }
});
