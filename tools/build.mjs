// @ts-check
import { chmod, cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withCheckoutLock } from './lib/checkout-lock.mjs';
import { fingerprint } from './lib/fingerprint.mjs';
import { main } from './lib/main.mjs';
import { nodeBin, root } from './lib/paths.mjs';
import { runStep } from './lib/run.mjs';
import { elapsedSince, say as sayAloud } from './lib/say.mjs';

/** @typedef {import('./lib/say.mjs').Say} Say */

const SOURCES = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'tools/build.mjs'];
/** What browsers load of the console, as it stands. */
const BROWSER_FILES = 'src/console/browser';
const dist = join(root, 'dist');
/** Beside dist and not in it, so that paths in source maps stay right when it is renamed. */
const unfinished = join(root, 'dist.tmp');

/**
 * Compiles src/ into dist/ and bundles the workflows, unless dist/ was built from the very same sources. A build that
 * fails or is interrupted leaves the former dist/ as it was. Needs node_modules.
 * @param {{ say: Say, isForced?: boolean }} options
 */
export async function build({ say, isForced = false }) {
  await withCheckoutLock(say, async () => {
    const sources = await fingerprint(root, SOURCES);
    if (!isForced && (await readFile(join(dist, '.built'), 'utf8').catch(() => '')) === sources) return;
    const startedAt = Date.now();
    await rm(unfinished, { recursive: true, force: true });
    try {
      await runStep(nodeBin('tsc'), ['-p', 'tsconfig.build.json', '--outDir', unfinished], { cwd: root });
      await bundleWorkflows();
      await cp(join(root, BROWSER_FILES), join(unfinished, 'console', 'browser'), { recursive: true });
      await chmod(join(unfinished, 'client.js'), 0o755);
      await writeFile(join(unfinished, '.built'), sources);
      await rm(dist, { recursive: true, force: true });
      await rename(unfinished, dist);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    say(`Built dist/ in ${elapsedSince(startedAt)}.`);
  });
}

/** Once per build and not once per worker: it takes seconds, and every worker then runs the same code. */
async function bundleWorkflows() {
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(unfinished, 'workflows', 'index.js'),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(join(unfinished, 'workflow-bundle.js'), code);
}

await main(import.meta.url, () => build({ say: sayAloud, isForced: process.argv.includes('--force') }));
