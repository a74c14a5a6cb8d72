import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The only login of the contained server, and its password. */
export const LOGIN = { username: 'telemessage-drop', password: 'a pretend password' };
/** The password as crypt(3) with SHA-512 keeps it: `openssl passwd -6 -salt pretend`. */
const PASSWORD_HASH =
  '$6$pretend$yZWzfEMAQW.Hv1w398/WySyeVuQt95uN6AskL7w6ycakKaqog2cA9KVcI25UEWS87vfdcE6A3EzpXKQUqmKjZ.';

/** Where the files of a server in its own mount namespace are seen: every folder above them must be root's. */
export const CONTAINED = { files: '/run/sftp', authorizedKeys: '/run/authorized_keys' };
/** The folder of the drops, as a client of the contained server sees it. */
export const CONTAINED_DIRECTORY = '/drop';

export interface SshdKeys {
  /** In OpenSSH's own format. */
  privateKey: string;
  /** As `ssh-keygen -l` prints it. */
  hostKey: string;
}

/** Makes `host_key`, `client_key`, `authorized_keys` and `files/drop` in the directory. Rejects where there is no ssh-keygen. */
export async function writeKeys(directory: string): Promise<SshdKeys> {
  for (const folder of ['files', join('files', 'drop')]) {
    await mkdir(join(directory, folder));
    // Whatever the umask: the user who logs in is another one.
    await chmod(join(directory, folder), 0o755);
  }
  for (const name of ['host_key', 'client_key']) {
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(directory, name)]);
  }
  const publicKey = await readFile(join(directory, 'client_key.pub'));
  await writeFile(join(directory, 'authorized_keys'), publicKey, { mode: 0o644 });
  return {
    privateKey: await readFile(join(directory, 'client_key'), 'utf8'),
    hostKey: fingerprint(await readFile(join(directory, 'host_key.pub'), 'utf8')),
  };
}

function fingerprint(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** Accounts that stand in for the machine's own, in the mount namespace of the contained server only. */
export async function writeAccounts(directory: string): Promise<void> {
  // OpenSSH gives up its rights as `sshd`.
  const accounts = [
    'root:x:0:0::/root:/bin/sh',
    'sshd:x:65500:65534::/run/sshd:/usr/sbin/nologin',
    `${LOGIN.username}:x:65501:65534::/:/bin/sh`,
  ];
  const passwords = ['root:*:19000::::::', 'sshd:*:19000::::::'];
  passwords.push(`${LOGIN.username}:${PASSWORD_HASH}:19000::::::`);
  await writeFile(join(directory, 'passwd'), lines(accounts), { mode: 0o644 });
  await writeFile(join(directory, 'shadow'), lines(passwords), { mode: 0o600 });
}

/** Writes `sshd_config`: SFTP and nothing else. Contained, its user sees `files` only, and cannot leave it. */
export async function writeConfig(directory: string, port: number, isContained: boolean): Promise<void> {
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey "${join(directory, 'host_key')}"`,
    'PidFile none',
    `AuthorizedKeysFile "${isContained ? CONTAINED.authorizedKeys : join(directory, 'authorized_keys')}"`,
    'StrictModes no',
    'UseDNS no',
    // Tests open many connections at once, and log in wrongly on purpose.
    'MaxStartups 200',
    `PasswordAuthentication ${isContained ? 'yes' : 'no'}`,
    'KbdInteractiveAuthentication no',
    'DisableForwarding yes',
    'PermitTTY no',
    'PermitUserRC no',
    'Subsystem sftp internal-sftp',
    'ForceCommand internal-sftp',
    ...(isContained ? [`ChrootDirectory ${CONTAINED.files}`, `AllowUsers ${LOGIN.username}`] : []),
  ];
  await writeFile(join(directory, 'sshd_config'), lines(config));
}

function lines(list: readonly string[]): string {
  return `${list.join('\n')}\n`;
}
