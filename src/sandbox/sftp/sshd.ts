import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ArchiveError } from '../../domain/errors.js';
import {
  CONTAINED,
  CONTAINED_DIRECTORY,
  LOGIN,
  writeAccounts,
  writeConfig,
  writeKeys,
} from './sshd-files.js';

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;
/** A free port can be taken between asking for it and listening on it. */
const START_TRIES = 5;
/** An unprivileged PATH often leaves the last ones out, and sshd lies in one of them. */
const PROGRAM_DIRECTORIES: readonly string[] = [
  ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
  '/usr/sbin',
  '/sbin',
  '/usr/local/sbin',
];

/**
 * Makes the machine look otherwise to this sshd alone: a user of its own, a folder that is root's from the top on (as
 * ChrootDirectory asks), and no log of logins. Arguments: our directory.
 */
const CONTAIN = `
  mount -t tmpfs -o mode=755 tmpfs /run && mount -t tmpfs tmpfs /var/log || exit 1
  mkdir -m 755 /run/sshd '${CONTAINED.files}' || exit 1
  mount --bind "$1/files" '${CONTAINED.files}' || exit 1
  cp "$1/authorized_keys" '${CONTAINED.authorizedKeys}' || exit 1
  mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/shadow" /etc/shadow || exit 1`;

/**
 * Ends sshd when our end of its standard input closes: when we close it, and also when we are killed. OpenSSH 9.8 and
 * later keep away who logged in wrongly; older ones do not know the option. Arguments: our directory, sshd.
 */
const SERVE = `
  set -- "$2" -D -e -f "$1/sshd_config"
  "$@" -t -o PerSourcePenalties=no 2> /dev/null && set -- "$@" -o PerSourcePenalties=no
  exec 3<&0
  "$@" & server=$!
  { read -r _ <&3; kill "$server"; } & watcher=$!
  wait "$server"; code=$?
  kill "$watcher" 2> /dev/null
  exit "$code"`;

/** A drop as TeleMessage keeps it, and the ways into it. */
export interface Sshd {
  host: string;
  port: number;
  username: string;
  /** Absent where sshd runs without root's rights: it can then check keys only. */
  password?: string;
  privateKey: string;
  /** `SHA256:…` of the server's key. */
  hostKey: string;
  /** The folder of the drops as a client sees it; absolute. */
  directory: string;
  /** The same folder on this machine. */
  localDirectory: string;
  close(): Promise<void>;
}

/**
 * Starts the machine's own OpenSSH server on a free port of 127.0.0.1, for SFTP only. With root's rights it is contained:
 * a user and a root directory of its own, password and key, nothing of the machine changed. Without, the present user
 * logs in by key. Its keys go with it. Rejects with InvalidArgument where `lookIn` has no sshd, SourceUnreachable where
 * it does not start.
 */
export async function startSshd({ lookIn = PROGRAM_DIRECTORIES } = {}): Promise<Sshd> {
  const program = findSshd(lookIn);
  if (program === undefined) {
    throw new ArchiveError('InvalidArgument', 'OpenSSH’s server, the program sshd, is not installed.', {
      nextStep: 'Install it: apt-get install openssh-server',
    });
  }
  const directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-sshd-'));
  const remove = async (): Promise<void> => await rm(directory, { recursive: true, force: true });
  try {
    return await startIn(directory, program, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The path of sshd, undefined where it is not installed. */
export function findSshd(directories: readonly string[] = PROGRAM_DIRECTORIES): string | undefined {
  return directories.map((directory) => join(directory, 'sshd')).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function startIn(directory: string, program: string, remove: () => Promise<void>): Promise<Sshd> {
  const isContained = await canContain();
  const keys = await writeKeys(directory);
  if (isContained) await writeAccounts(directory);
  const { child, port } = await serve(directory, program, isContained);
  const localDirectory = join(directory, 'files', 'drop');
  return {
    host: '127.0.0.1',
    port,
    ...keys,
    ...(isContained
      ? { ...LOGIN, directory: CONTAINED_DIRECTORY }
      : { username: userInfo().username, directory: localDirectory }),
    localDirectory,
    close: async () => {
      await stop(child);
      await remove();
    },
  };
}

/** Root in a container often has no right to a namespace of its own; it is then served like anybody else. */
async function canContain(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const probe = promisify(execFile)('unshare', ['--mount', '--pid', '--fork', 'true']);
  return await probe.then(
    () => true,
    () => false,
  );
}

async function serve(
  directory: string,
  program: string,
  isContained: boolean,
): Promise<{ child: ChildProcess; port: number }> {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    await writeConfig(directory, port, isContained);
    const shell = ['sh', '-c', isContained ? CONTAIN + SERVE : SERVE, 'sh', directory, program];
    // A process namespace ends the sessions too, which outlive their server.
    const [command = '', ...args] = isContained
      ? ['unshare', '--mount', '--pid', '--fork', '--kill-child', ...shell]
      : shell;
    const child = spawn(command, args, { cwd: '/', stdio: ['pipe', 'ignore', 'pipe'] });
    try {
      await listening(child, port);
      return { child, port };
    } catch (error) {
      await stop(child);
      if (tries === START_TRIES) throw error;
    }
  }
}

function listening(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (how: string) =>
      reject(
        new ArchiveError('SourceUnreachable', `sshd did not start: ${how}. ${output.trim().slice(-500)}`),
      );
    const timer = setTimeout(
      () => fail(`nothing listens after ${START_TIMEOUT_MS / 1_000} s`),
      START_TIMEOUT_MS,
    );
    // The pipe is read to the end of the process: a full one would stop sshd.
    child.stderr?.on('data', (text) => {
      if (output.length < 100_000) output += String(text);
      if (!output.includes(`listening on 127.0.0.1 port ${port}`)) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}`));
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => clearTimeout(timer));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
