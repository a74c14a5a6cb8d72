import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../../src/processes/programs.mjs';
import { temporaryDirectory, writeProgram } from './support.js';

const MODULE = new URL('../../tools/debian-packages.mjs', import.meta.url).href;
const SCRIPT = `
  const { installTestPackages } = await import(${JSON.stringify(MODULE)});
  await installTestPackages((line) => console.log(line));`;

describe('the packages that tests use', () => {
  let place: Awaited<ReturnType<typeof temporaryDirectory>>;

  beforeEach(async () => (place = await temporaryDirectory()));
  afterEach(async () => await place.remove());

  /** Installs with nothing in PATH but what the test has put there, and gives what was said. */
  const install = async (env: NodeJS.ProcessEnv = {}): Promise<string> => {
    const args = ['--input-type=module', '--eval', SCRIPT];
    const options = { env: { PATH: place.path, ...env } };
    return (await promisify(execFile)(process.execPath, args, options)).stdout;
  };

  it('are named where they are missing and must not be installed', async () => {
    await writeProgram(join(place.path, 'apt-get'), `echo "$@" >> ${place.path}/calls`);
    const said = await install({ ARCHIVER_NO_INSTALL: '1' });
    assert.match(said, /chromium is missing: .*Install the package chromium/);
    assert.equal(existsSync(join(place.path, 'calls')), false);
  });

  it('are installed by root on Debian, and only the missing ones', async function () {
    if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
      Object.assign(this, { skipReason: 'only root on Debian installs packages' });
      return this.skip();
    }
    await writeProgram(join(place.path, 'apt-get'), `echo "$@" >> ${place.path}/calls`);
    await writeProgram(join(place.path, 'sshd'), 'exit 0');
    await install();
    const [, installed = ''] = (await readFile(join(place.path, 'calls'), 'utf8')).split('\n');
    assert.match(installed, /install -y .*chromium/);
    assert.doesNotMatch(installed, /openssh/);
  });

  it('are found in the directories of the system, which PATH may leave out', () => {
    assert.match(findProgram('chroot', { PATH: '' }) ?? '', /sbin\/chroot$/);
  });

  it('count as there only where they can be run', async () => {
    assert.equal(findProgram('sshd-of-nobody', { PATH: place.path }), undefined);
  });
});
