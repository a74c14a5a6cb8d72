import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { ArchiveError } from '../../domain/errors.js';
import { freePort } from '../../temporal/dev-server.js';
import { CONTAINED, writeConfig } from './sshd-files.js';

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;
/** A free port can be taken between asking for it and listening on it. */
const START_TRIES = 5;

/**
 * Makes the machine look otherwise to this sshd alone: a user of its own, a folder that is root's from the top on (as
 * ChrootDirectory asks), and no log of logins. Arguments: our directory.
 */
const CONTAIN = `
  mount -t tmpfs -o mode=755 tmpfs /run && mount -t tmpfs tmpfs /var/log || exit 1
  mkdir -m 755 '${CONTAINED.files}' || exit 1
  mount --bind "$1/files" '${CONTAINED.files}' || exit 1
  cp "$1/authorized_keys" '${CONTAINED.authorizedKeys}' || exit 1
  mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/shadow" /etc/shadow || exit 1`;

/**
 * Ends sshd when our end of its standard input closes: when we close it, and also when we are killed. Root's sshd wants
 * the folder that the machine's own service makes. OpenSSH 9.8 and later keep away who logged in wrongly; older ones do
 * not know the option. A Ctrl-C in a terminal reaches it too, and is left to whoever has started it: the shell would else
 * be gone before its server. Arguments: our directory, sshd.
 */
const SERVE = `
  trap '' INT
  [ "$(id -u)" -ne 0 ] || mkdir -p -m 755 /run/sshd
  set -- "$2" -D -e -f "$1/sshd_config"
  "$@" -t -o PerSourcePenalties=no 2> /dev/null && set -- "$@" -o PerSourcePenalties=no
  exec 3<&0
  "$@" & server=$!
  { read -r _ <&3; kill "$server"; } & watcher=$!
  wait "$server"; code=$?
  kill "$watcher" 2> /dev/null
  wait "$watcher" 2> /dev/null
  exit "$code"`;

const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child'];

/** Whether sshd can have a machine of its own. Root in a container often has no right to it. */
export async function canContain(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const mount = ['mount', '-t', 'tmpfs', 'tmpfs', '/run'];
  const probe = promisify(execFile)('unshare', [...NAMESPACES, ...mount]);
  return await probe.then(
    () => true,
    () => false,
  );
}

export interface SshdProcess {
  port: number;
  /** Ends it, at once; its sessions too where it is contained. */
  stop(): Promise<void>;
}

/**
 * Starts it with the files of the directory on a free port, and resolves once it listens. Rejects with SourceUnreachable
 * where it does not start.
 */
export async function serve(directory: string, program: string, isContained: boolean): Promise<SshdProcess> {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    await writeConfig(directory, port, isContained);
    const shell = ['sh', '-c', isContained ? CONTAIN + SERVE : SERVE, 'sh', directory, program];
    // With the process namespace the sessions end too, which otherwise outlive their server.
    const [command = '', ...args] = isContained ? ['unshare', ...NAMESPACES, ...shell] : shell;
    const child = spawn(command, args, { cwd: '/', stdio: ['pipe', 'ignore', 'pipe'] });
    try {
      await listening(child, port);
      return { port, stop: async () => await stop(child) };
    } catch (error) {
      await stop(child);
      if (tries === START_TRIES) throw error;
    }
  }
}

function listening(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (how: string): void => {
      clearTimeout(timer);
      reject(
        new ArchiveError('SourceUnreachable', `sshd did not start: ${how}. ${output.trim().slice(-500)}`),
      );
    };
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
