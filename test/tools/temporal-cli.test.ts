import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { TEMPORAL_CLI_VERSION } from '../../src/processes/temporal-cli.mjs';
import { root } from '../../tools/lib/paths.mjs';
import { findTemporalCli, type Maker } from '../../tools/temporal-cli.mjs';
import { temporaryDirectory, writeProgram, writeTemporalCli } from './support.js';

const NAME = `temporal-${TEMPORAL_CLI_VERSION}`;

describe('finding the Temporal CLI', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let env: NodeJS.ProcessEnv;
  let cache: string;
  let cached: string;
  let said: string[];

  beforeEach(async () => {
    directory = await temporaryDirectory();
    env = { PATH: join(directory.path, 'bin'), XDG_CACHE_HOME: join(directory.path, 'cache') };
    cache = join(directory.path, 'cache', 'whatsapp-archiver');
    cached = join(cache, NAME);
    said = [];
  });
  afterEach(() => directory.remove());

  const say = (line: string) => void said.push(line);
  const make = async (workshop: string) => void (await writeTemporalCli(join(workshop, 'temporal')));
  const refuse =
    (reason: string): Maker =>
    () =>
      Promise.reject(new Error(reason));
  const find = (makers = [refuse('must not be called')]) => findTemporalCli({ say, env, makers });

  it('takes TEMPORAL_CLI_PATH first, then PATH, then the cache, then what can be made', async () => {
    assert.equal(await find([make]), cached);
    assert.equal(await find(), cached);
    const onPath = await writeTemporalCli(join(directory.path, 'bin', 'temporal'));
    assert.equal(await find(), onPath);
    env['TEMPORAL_CLI_PATH'] = await writeTemporalCli(join(directory.path, 'chosen'));
    assert.equal(await find(), env['TEMPORAL_CLI_PATH']);
  });

  it('builds the very version that it downloads and names its cache for', async () => {
    const goModule = await readFile(join(root, 'tools', 'temporal-server', 'go.mod'), 'utf8');
    assert.match(goModule, new RegExp(`github\\.com/temporalio/cli v${TEMPORAL_CLI_VERSION} `));
  });

  it('refuses a TEMPORAL_CLI_PATH that is not there, by its name, although another one is', async () => {
    await writeTemporalCli(join(directory.path, 'bin', 'temporal'));
    env['TEMPORAL_CLI_PATH'] = join(directory.path, 'nowhere');
    await assert.rejects(find(), /TEMPORAL_CLI_PATH.*nowhere.*no such file/);
  });

  it('passes over a program of that name on PATH that is no Temporal server, and says so', async () => {
    await writeProgram(join(directory.path, 'bin', 'temporal'), 'echo "temporal calculus 1.0"');
    assert.equal(await find([make]), cached);
    assert.match(said.join('\n'), /Passing over .*bin\/temporal/);
  });

  for (const [what, harm] of [
    ['is empty', (path: string) => writeFile(path, '')],
    ['is cut short', (path: string) => writeFile(path, Buffer.from('\x7fELF\x02\x01\x01', 'latin1'))],
    ['may not be executed', (path: string) => chmod(path, 0o644)],
    ['fails', (path: string) => writeProgram(path, 'exit 1')],
    ['says something else', (path: string) => writeProgram(path, 'echo hello')],
  ] as const) {
    it(`replaces a cached executable that ${what}`, async () => {
      await writeTemporalCli(cached);
      await harm(cached);
      assert.equal(await find([make]), cached);
      assert.match(await readFile(cached, 'utf8'), /Server/);
      assert.match(said.join('\n'), /Discarding/);
    });
  }

  it('replaces a directory that stands where the executable should', async () => {
    await mkdir(join(cached, 'something'), { recursive: true });
    assert.equal(await find([make]), cached);
    assert.equal(await find(), cached);
  });

  it('goes on to the next way where one fails or makes something unfit, and says why', async () => {
    const makeUnfit = (workshop: string) => writeFile(join(workshop, 'temporal'), 'junk');
    assert.equal(await find([refuse('the network is down'), makeUnfit, make]), cached);
    assert.match(await readFile(cached, 'utf8'), /Server/);
    assert.match(said.join('\n'), /the network is down/);
    assert.deepEqual(await readdir(cache), [NAME]);
  });

  it('names what to install and leaves nothing behind where no way works', async () => {
    await assert.rejects(find([refuse('no')]), /TEMPORAL_CLI_PATH.*Go 1\.21/);
    assert.deepEqual(await readdir(cache), []);
  });

  describe('from several processes', () => {
    let log: string;

    /** A process that needs a CLI; making one takes it as long as `makeScript` does. */
    const callerScript = (makeScript: string) => `
      import { appendFileSync, writeFileSync } from 'node:fs';
      import { setTimeout as sleep } from 'node:timers/promises';
      import { findTemporalCli } from ${JSON.stringify(new URL('../../tools/temporal-cli.mjs', import.meta.url).href)};
      const script = '#!/bin/sh\\necho "temporal version 9.9.9 (Server 9.9.9, UI 9.9.9)"\\n';
      const make = async (workshop) => {
        appendFileSync(${JSON.stringify(log)}, 'make\\n');
        ${makeScript}
        writeFileSync(workshop + '/temporal', script, { mode: 0o755 });
      };
      console.log(await findTemporalCli({ say: () => {}, makers: [make] }));`;
    const argsOf = (makeScript: string) => ['--input-type=module', '--eval', callerScript(makeScript)];

    beforeEach(() => {
      log = join(directory.path, 'makes');
    });

    it('makes it once where two call at the same time', async () => {
      const call = () => promisify(execFile)(process.execPath, argsOf('await sleep(300);'), { env });
      const answers = await Promise.all([call(), call()]);
      assert.deepEqual(
        answers.map(({ stdout }) => stdout.trim()),
        [cached, cached],
      );
      assert.equal(await readFile(log, 'utf8'), 'make\n');
      assert.deepEqual(await readdir(cache), [NAME]);
    });

    it('begins anew where one was killed in the middle', async () => {
      const script = "writeFileSync(workshop + '/temporal', '#!/bin/sh'); await sleep(60_000);";
      const killed = spawn(process.execPath, argsOf(script), { env, stdio: 'inherit' });
      const hasBegun = () => existsSync(join(`${cached}.partial`, 'temporal'));
      while (!hasBegun() && killed.exitCode === null) await sleep(10);
      const ended = new Promise((resolve) => killed.once('exit', resolve));
      killed.kill('SIGKILL');
      await ended;
      assert.equal(existsSync(cached), false);
      assert.equal(await find([make]), cached);
      assert.deepEqual(await readdir(cache), [NAME]);
    });
  });
});
