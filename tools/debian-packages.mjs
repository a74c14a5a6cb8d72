// @ts-check
import { existsSync } from 'node:fs';
import { findProgram } from '../src/processes/programs.mjs';
import { runStep } from './lib/run.mjs';

/** @typedef {import('./lib/say.mjs').Say} Say */

/**
 * What tests use and npm does not bring.
 * @type {readonly { name: string, program: string, affects: string }[]}
 */
const PACKAGES = [
  { name: 'chromium', program: 'chromium', affects: 'mails opened in a browser' },
  { name: 'openssh-server', program: 'sshd', affects: 'the SFTP source' },
];

/**
 * Installs what is missing where that is possible, else says what to install. Never fails: the tests that need it
 * skip, and say so.
 * @param {Say} say
 */
export async function installTestPackages(say) {
  for (const { name, program, affects } of await installMissing(PACKAGES, say))
    say(`${program} is missing: tests of ${affects} are skipped. Install the package ${name} to run them.`);
}

/**
 * The demo takes its day from a real SFTP server where its arguments say so. What cannot be installed it reports itself.
 * @param {readonly string[]} args the demo's own
 * @param {Say} say
 */
export async function installDemoPackages(args, say) {
  const isSftp = args.some((argument) => /^(--source=)?sftp$/.test(argument));
  if (isSftp)
    await installMissing(
      PACKAGES.filter(({ program }) => program === 'sshd'),
      say,
    );
}

/**
 * @param {typeof PACKAGES} packages
 * @param {Say} say
 * @returns {Promise<typeof PACKAGES>} what is missing all the same
 */
async function installMissing(packages, say) {
  const missing = packages.filter(({ program }) => !findProgram(program));
  if (missing.length > 0 && mayInstall()) {
    await aptInstall(
      missing.map(({ name }) => name),
      say,
    ).catch((error) => say(error.message));
  }
  return missing.filter(({ program }) => !findProgram(program));
}

function mayInstall() {
  const isRootOnDebian =
    process.getuid?.() === 0 && existsSync('/etc/debian_version') && findProgram('apt-get');
  return Boolean(isRootOnDebian) && process.env['ARCHIVER_NO_INSTALL'] !== '1';
}

/**
 * @param {readonly string[]} names
 * @param {Say} say
 */
async function aptInstall(names, say) {
  say(`Installing for the tests: ${names.join(', ')} (ARCHIVER_NO_INSTALL=1 prevents it).`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const waitForOthers = ['-o', 'DPkg::Lock::Timeout=120'];
  await runStep('apt-get', [...waitForOthers, 'update'], { env, isQuiet: true });
  await runStep('apt-get', [...waitForOthers, 'install', '-y', '--no-install-recommends', ...names], {
    env,
    isQuiet: true,
  });
}
