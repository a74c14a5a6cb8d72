import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goldenFiles } from './golden-files.js';

const AGAIN = 'If that is what you want, raise CONVERTER_VERSION and run: npm run golden';

describe('the golden mails and the page made from them', () => {
  let files: Map<string, Buffer>;

  before(async () => {
    files = await goldenFiles();
  });

  it('have not changed by a byte', () => {
    for (const [path, bytes] of files) {
      const isSame = readFileSync(path).equals(bytes);
      assert.ok(isSame, `${basename(path)} would change. ${AGAIN}`);
    }
  });

  it('are all made from a specimen that is still there', () => {
    const here = dirname(fileURLToPath(import.meta.url));
    const made = new Set([...files.keys()].map((path) => basename(path)));
    const stale = readdirSync(here).filter((name) => name.endsWith('.eml') && !made.has(name));
    assert.deepEqual(stale, []);
  });
});
