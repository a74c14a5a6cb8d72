import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { ArchiveError } from '../../domain/errors.js';
import { CONTAINED_DIRECTORY, LOGIN, writeAccounts, writeKeys } from './sshd-files.js';
import { canContain, serve } from './sshd-process.js';

/** An unprivileged PATH often leaves the last ones out, and sshd lies in one of them. */
const PROGRAM_DIRECTORIES: readonly string[] = [
  ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
  '/usr/sbin',
  '/sbin',
  '/usr/local/sbin',
];

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
  const server = await serve(directory, program, isContained);
  const localDirectory = join(directory, 'files', 'drop');
  return {
    host: '127.0.0.1',
    port: server.port,
    ...keys,
    ...(isContained
      ? { ...LOGIN, directory: CONTAINED_DIRECTORY }
      : { username: userInfo().username, directory: localDirectory }),
    localDirectory,
    close: async () => {
      await server.stop();
      await remove();
    },
  };
}
