import assert from 'node:assert/strict';
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from '../../tools/lib/fingerprint.mjs';
import { temporaryDirectory } from './support.js';

describe('the fingerprint of sources', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  const at = (name: string) => join(directory.path, name);
  const now = () => fingerprint(directory.path, ['src', 'config']);

  beforeEach(async () => {
    directory = await temporaryDirectory();
    await mkdir(at('src/deep'), { recursive: true });
    await Promise.all(['config', 'src/a', 'src/deep/b', 'other'].map((name) => writeFile(at(name), name)));
  });
  afterEach(() => directory.remove());

  it('is the same for the same contents, whenever they were written', async () => {
    const before = await now();
    await utimes(at('src/a'), new Date(0), new Date(0));
    await writeFile(at('other'), 'not a source');
    assert.equal(await now(), before);
  });

  it('changes with a content, a name, and a new file', async () => {
    const seen = new Set([await now()]);
    await writeFile(at('src/deep/b'), 'changed');
    seen.add(await now());
    await rename(at('src/a'), at('src/c'));
    seen.add(await now());
    await writeFile(at('src/empty'), '');
    seen.add(await now());
    assert.equal(seen.size, 4);
  });
});
