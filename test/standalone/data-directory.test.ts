import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { openDataDirectory } from '../../src/standalone/data-directory.js';
import { withDirectory } from './support.js';

const MODULE = fileURLToPath(new URL('../../src/standalone/data-directory.ts', import.meta.url));

describe('the data directory', function () {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const ignore = (): void => undefined;

  it('is made with all that leads to it, for nobody but us', async () => {
    await withDirectory(async (above) => {
      const directory = await openDataDirectory(join(above, 'one', 'two'), ignore);
      assert.equal((await stat(directory.path)).mode & 0o777, 0o700);
      directory.close();
    });
  });

  it('that is a file, or below one, is refused by its name', async () => {
    await withDirectory(async (above) => {
      const file = join(above, 'file');
      await writeFile(file, '');
      for (const path of [file, join(file, 'below')])
        await assert.rejects(openDataDirectory(path, ignore), {
          code: 'InvalidArgument',
          message: /file.* cannot be used \((EEXIST|ENOTDIR)\)/,
          nextStep: /--data-dir/,
        });
    });
  });

  it('is refused to a second installation, which has waited for the first to end', async () => {
    await withDirectory(async (path) => {
      const first = await openDataDirectory(path, ignore);
      await assert.rejects(openDataDirectory(path, say), {
        code: 'InvalidArgument',
        message: `Another standalone installation runs on ${path}.`,
      });
      assert.deepEqual(said, ['Waiting for what else runs on this data directory to end']);
      first.close();
      (await openDataDirectory(path, ignore)).close();
    });
  });

  it('is free again once its holder and what that has started are gone, though killed', async () => {
    await withDirectory(async (path) => {
      const script = `const { spawn } = await import('node:child_process');
        const { openDataDirectory } = await import(${JSON.stringify(MODULE)});
        const { lock } = await openDataDirectory(${JSON.stringify(path)}, () => {});
        const child = spawn('sleep', ['2'], { stdio: ['ignore', 'ignore', 'ignore', lock] });
        child.once('spawn', () => console.log('locked'));
        setInterval(() => {}, 1000);`;
      const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(holder.stdout, 'data');
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      said.length = 0;
      (await openDataDirectory(path, say)).close();
      assert.equal(said.length, 1, 'what the killed one had started was not waited for');
    });
  });
});
