// @ts-check
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PreparationError } from './lib/errors.mjs';
import { withCheckoutLock } from './lib/checkout-lock.mjs';
import { root } from './lib/paths.mjs';
import { runStep } from './lib/run.mjs';

const OLDEST_NODE = /** @type {const} */ ([20, 19]);

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages */

/** The packages need it, and older ones fail in ways that do not say so. Throws PreparationError. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new PreparationError(
    `This is Node.js ${version}; ${OLDEST_NODE.join('.')} or newer is needed (https://nodejs.org).`,
  );
}

/**
 * Runs `npm ci` unless exactly what package-lock.json names is installed.
 * @param {import('./lib/say.mjs').Say} say
 */
export async function installDependencies(say) {
  if (await isInstalled(root)) return;
  await withCheckoutLock(say, async () => {
    if (await isInstalled(root)) return;
    say(
      'Installing the packages of package-lock.json (npm ci): about a minute, most of it Temporal and Azurite.',
    );
    await runStep('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  });
}

/**
 * Compares with the record that npm keeps in node_modules of what it put there, and writes last. Optional packages
 * are those of other platforms and may be missing.
 * @param {string} directory
 */
export async function isInstalled(directory) {
  const wanted = await packagesOf(join(directory, 'package-lock.json'));
  const present = await packagesOf(join(directory, 'node_modules', '.package-lock.json')).catch(
    () => undefined,
  );
  if (!present) return false;
  const isSame = (/** @type {string} */ path) =>
    wanted[path]?.version === present[path]?.version && wanted[path]?.integrity === present[path]?.integrity;
  return (
    Object.keys(present).every(isSame) &&
    Object.keys(wanted).every(
      (path) => path === '' || isSame(path) || (wanted[path]?.optional && !present[path]),
    )
  );
}

/**
 * @param {string} lockFile
 * @returns {Promise<Packages>}
 */
async function packagesOf(lockFile) {
  return JSON.parse(await readFile(lockFile, 'utf8')).packages;
}
