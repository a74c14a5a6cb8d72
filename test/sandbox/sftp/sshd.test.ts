import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Client from 'ssh2-sftp-client';
import { startSshd, type Sshd } from '../../../src/sandbox/sftp/sshd.js';
import { needsSshd } from '../../support/sshd.js';
import { until } from '../../support/until.js';

const MODULE = fileURLToPath(new URL('../../../src/sandbox/sftp/sshd.ts', import.meta.url));

describe('the pretend SFTP server', function () {
  let sshd: Sshd;

  before(async function () {
    needsSshd(this);
    sshd = await startSshd();
  });
  after(async () => await sshd?.close());

  it('lets in by its key, shows its own, and gives what lies in its folder', async () => {
    await writeFile(join(sshd.localDirectory, 'a file'), 'content');
    let seen = '';
    const client = await login(sshd, { privateKey: sshd.privateKey }, (key) => (seen = key));
    assert.equal(seen, sshd.hostKey);
    assert.deepEqual(await client.get(`${sshd.directory}/a file`), Buffer.from('content'));
    await client.end();
  });

  it('lets in by password and by no other', async function () {
    if (sshd.password === undefined) {
      Object.assign(this, { skipReason: 'only root can start a server that checks passwords' });
      return this.skip();
    }
    await (await login(sshd, { password: sshd.password })).end();
    await assert.rejects(login(sshd, { password: 'another' }), /authentication methods failed/);
    // A server that keeps away who was wrong would now refuse the right one.
    await (await login(sshd, { password: sshd.password })).end();
  });

  it('shows its user nothing but the drop, and lets nobody change it', async function () {
    if (sshd.password === undefined) {
      Object.assign(this, { skipReason: 'only root can start a server that is contained' });
      return this.skip();
    }
    await writeFile(join(sshd.localDirectory, 'kept'), 'kept');
    const client = await login(sshd, { privateKey: sshd.privateKey });
    const seen = await client.list('/');
    assert.deepEqual(
      seen.map(({ name }) => name),
      ['drop'],
    );
    await assert.rejects(client.put(Buffer.from('changed'), `${sshd.directory}/kept`), /Permission denied/);
    await assert.rejects(client.delete(`${sshd.directory}/kept`), /Permission denied/);
    await client.end();
  });

  it('changes none of the accounts and logs of the machine', async () => {
    const accounts = await readFile('/etc/passwd', 'utf8');
    assert.doesNotMatch(accounts, /telemessage-drop/);
    assert.equal(existsSync('/run/sftp'), false);
  });

  it('is gone once closed, with its keys and with the sessions, and may be closed again', async () => {
    const other = await startSshd();
    const client = await login(other, { privateKey: other.privateKey });
    const ended = new Promise((resolve) => client.on('close', resolve));
    await other.close();
    await other.close();
    assert.equal(await answers(other.port), false);
    assert.equal(existsSync(other.localDirectory), false);
    if (other.password !== undefined) await ended;
    else await client.end();
  });

  it('says which package is missing where there is no sshd', async () => {
    await assert.rejects(startSshd({ lookIn: [tmpdir()] }), {
      code: 'InvalidArgument',
      nextStep: /openssh-server/,
    });
  });

  it('does not outlive a parent that was killed', async () => {
    const script = `const { startSshd } = await import(${JSON.stringify(MODULE)});
      console.log((await startSshd()).port);
      setInterval(() => {}, 1000);`;
    // Killed, it clears nothing away: where its files lie is ours to clear.
    const directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-test-'));
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      env: { ...process.env, TMPDIR: directory },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = (await once(parent.stdout, 'data')).map(Number);
    assert.ok(port);
    assert.equal(await answers(port), true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await until('the end of sshd', async () => !(await answers(port)), 10_000);
    await rm(directory, { recursive: true });
  });
});

/** In place of the library's own listeners, which print. */
const ignore = (): void => undefined;

async function login(
  { host, port, username }: Sshd,
  secret: { password: string } | { privateKey: string },
  onHostKey: (fingerprint: string) => void = () => undefined,
): Promise<Client> {
  const client = new Client('test', { error: ignore, end: ignore, close: ignore });
  const hostVerifier = (hash: string): boolean => {
    onHostKey(`SHA256:${Buffer.from(hash, 'hex').toString('base64').replace(/=+$/, '')}`);
    return true;
  };
  await client.connect({ host, port, username, ...secret, hostHash: 'sha256', hostVerifier });
  return client;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
