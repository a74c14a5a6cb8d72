// @ts-check
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installDependencies, requireNode } from './dependencies.mjs';
import { PreparationError } from './lib/errors.mjs';
import { main } from './lib/main.mjs';
import { nodeBin, root } from './lib/paths.mjs';
import { runStep } from './lib/run.mjs';
import { elapsedSince, say } from './lib/say.mjs';

/** @type {readonly { name: string, check: () => Promise<void> }[]} */
const CHECKS = [
  { name: 'types', check: () => runStep(nodeBin('tsc'), ['-p', 'tsconfig.json'], { cwd: root }) },
  {
    name: "types of the browser's scripts",
    check: () => runStep(nodeBin('tsc'), ['-p', 'src/console/browser'], { cwd: root }),
  },
  {
    name: 'lint',
    check: () => runStep(nodeBin('oxlint'), ['--type-aware', '--deny-warnings'], { cwd: root }),
  },
  { name: 'format', check: () => runStep(nodeBin('prettier'), ['--check', '.'], { cwd: root }) },
  { name: 'lock file', check: checkLockFile },
];

/** A registry's address in the lock file would send everybody to the registry of whoever wrote it. */
async function checkLockFile() {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8');
  if (!text.includes('"resolved": "http')) return;
  throw new PreparationError(
    'package-lock.json names a registry. Run npm install --package-lock-only with our .npmrc.',
  );
}

/**
 * Runs every check, also after one has failed.
 * @returns {Promise<number>} how many failed, which is the exit code too
 */
async function checkAll() {
  requireNode();
  await installDependencies(say);
  let failed = 0;
  for (const { name, check } of CHECKS) {
    const startedAt = Date.now();
    const fault = await check().then(
      () => undefined,
      (error) => error.message,
    );
    if (fault) failed += 1;
    console.log(
      `${name}: ${fault ? 'FAILED' : 'ok'} (${elapsedSince(startedAt)})${fault ? `\n${fault}` : ''}`,
    );
  }
  return failed;
}

await main(import.meta.url, checkAll);
