// @ts-check
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * SHA-256 over the names and contents of files, and of all files below directories: what a step depends on. Times
 * are left out, for a fresh checkout changes all of them and nothing else.
 * @param {string} base
 * @param {readonly string[]} names files and directories, relative to `base`
 */
export async function fingerprint(base, names) {
  const hash = createHash('sha256');
  for (const name of names) {
    for (const file of await filesBelow(base, name)) {
      const content = await readFile(join(base, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} base
 * @param {string} name
 * @returns {Promise<string[]>}
 */
async function filesBelow(base, name) {
  if ((await stat(join(base, name))).isFile()) return [name];
  const entries = await readdir(join(base, name));
  const lists = await Promise.all(entries.toSorted().map((entry) => filesBelow(base, `${name}/${entry}`)));
  return lists.flat();
}
