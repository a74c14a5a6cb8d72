import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isInstalled, requireNode } from '../../tools/dependencies.mjs';
import { temporaryDirectory } from './support.js';

describe('the packages of the lock file', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  const alpha = { version: '1.0.0', integrity: 'sha512-a' };
  const elsewhere = { version: '1.0.0', integrity: 'sha512-e', optional: true };

  beforeEach(async () => {
    directory = await temporaryDirectory();
    await mkdir(join(directory.path, 'node_modules'));
  });
  afterEach(() => directory.remove());

  async function isInstalledWith(wanted: object, present: object): Promise<boolean> {
    await writeFile(
      join(directory.path, 'package-lock.json'),
      JSON.stringify({ packages: { '': {}, ...wanted } }),
    );
    const record = join(directory.path, 'node_modules', '.package-lock.json');
    await writeFile(record, JSON.stringify({ packages: present }));
    return isInstalled(directory.path);
  }

  it('are installed where npm recorded exactly them, without those of other platforms', async () => {
    assert.equal(await isInstalledWith({ alpha, elsewhere }, { alpha }), true);
  });

  it('are not installed where one is missing, is another, or is too many', async () => {
    assert.equal(await isInstalledWith({ alpha }, {}), false);
    assert.equal(await isInstalledWith({ alpha }, { alpha: { ...alpha, version: '1.0.1' } }), false);
    assert.equal(await isInstalledWith({ alpha }, { alpha: { ...alpha, integrity: 'sha512-b' } }), false);
    assert.equal(await isInstalledWith({ alpha }, { alpha, beta: alpha }), false);
  });

  it('are not installed where npm was interrupted and recorded nothing', async () => {
    await writeFile(join(directory.path, 'package-lock.json'), JSON.stringify({ packages: { alpha } }));
    assert.equal(await isInstalled(directory.path), false);
  });
});

describe('the Node.js we run on', () => {
  it('is refused by both versions where it is too old', () => {
    assert.throws(() => requireNode('18.20.4'), /18\.20\.4.*20\.19/);
    assert.throws(() => requireNode('20.18.9'), /20\.18\.9/);
  });

  it('is accepted from 20.19 on', () => {
    for (const version of ['20.19.0', '20.20.2', '22.0.0']) requireNode(version);
  });
});
