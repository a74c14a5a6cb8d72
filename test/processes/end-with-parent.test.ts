import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endingWithParent } from '../../src/processes/end-with-parent.js';
import { isRunning } from '../support/is-running.js';
import { until } from '../support/until.js';

/** Talks while it ends, as servers do, and only then saves what it holds. */
const TALKATIVE = `
  import { writeFileSync } from 'node:fs';
  const path = process.argv[2];
  let lines = 0;
  process.once('SIGTERM', () => {
    const timer = setInterval(() => {
      console.log('closing');
      console.error('closing');
      if ((lines += 1) < 50) return;
      clearInterval(timer);
      writeFileSync(path, 'saved');
      process.exit();
    }, 5);
  });
  setInterval(() => {}, 1_000);
  process.send('up');`;

describe('a process that ends with its parent', () => {
  it('saves what it holds, though nobody is left to read what it says', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'end-with-parent-'));
    const [program, saved] = [join(directory, 'program.mjs'), join(directory, 'saved')];
    await writeFile(program, TALKATIVE);
    const script = `
      const { fork } = require('node:child_process');
      const child = fork(${JSON.stringify(program)}, [${JSON.stringify(saved)}], {
        execArgv: ${JSON.stringify(endingWithParent(60_000))},
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      child.once('message', () => console.log(child.pid));`;
    try {
      const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [pid] = (await once(parent.stdout, 'data')).map(Number);
      parent.kill('SIGKILL');
      await until('it to end', () => !isRunning(pid ?? 0));
      assert.equal(await readFile(saved, 'utf8'), 'saved');
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
