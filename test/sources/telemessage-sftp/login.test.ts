import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { startSshd, type Sshd } from '../../../src/sandbox/sftp/sshd.js';
import { openTeleMessageSftp } from '../../../src/sources/telemessage-sftp/telemessage-sftp-source.js';
import { needsSshd } from '../../support/sshd.js';
import { startTcpProxy } from '../../support/tcp-proxy.js';
import { Credentials, patience, settingsOf } from './fixture.js';

describe('the login to an SFTP server', function () {
  let sshd: Sshd;

  before(async function () {
    needsSshd(this);
    sshd = await startSshd();
  });
  after(async () => await sshd?.close());

  const open = (credentials: Credentials, changes: Parameters<typeof settingsOf>[1] = {}) =>
    openTeleMessageSftp(settingsOf(sshd, changes), credentials.secrets, credentials.refusals);

  /** The settings for a login by password, where this machine can have one. */
  function byPassword(context: Mocha.Context): { passwordSecret: string } {
    if (sshd.password !== undefined) return { passwordSecret: 'password' };
    Object.assign(context, { skipReason: 'only root can start a server that checks passwords' });
    return context.skip();
  }

  const withoutKey = (changes: object) => {
    const { privateKeySecret: _, ...settings } = settingsOf(sshd, changes);
    return settings;
  };

  it('works by key, with or without its last newline', async () => {
    for (const key of [sshd.privateKey, sshd.privateKey.trimEnd()])
      assert.ok(await open(new Credentials({ key })).account(patience()));
  });

  it('works by password', async function () {
    const settings = withoutKey(byPassword(this));
    const { secrets, refusals } = new Credentials({ password: sshd.password ?? '' });
    assert.ok(await openTeleMessageSftp(settings, secrets, refusals).account(patience()));
  });

  it('is tried once with a wrong password, whoever asks again, until there is another one', async function () {
    const settings = withoutKey(byPassword(this));
    const proxy = await startTcpProxy(sshd.port);
    const credentials = new Credentials({ password: 'wrong' });
    const source = openTeleMessageSftp(
      { ...settings, port: proxy.port },
      credentials.secrets,
      credentials.refusals,
    );
    const refused = { code: 'SourceRefusedLogin' };
    await Promise.all([1, 2, 3].map(async () => await assert.rejects(source.account(patience()), refused)));
    assert.equal(credentials.refused, 'version of wrong');
    await proxy.cut();
    // Nobody connects any more: that would now be unreachable.
    await assert.rejects(source.account(patience()), refused);
    credentials.values['password'] = sshd.password ?? '';
    await proxy.restore();
    assert.ok(await source.account(patience()));
    await proxy.close();
  });

  it('is refused with a key that the server does not know', async () => {
    const { privateKey } = await anotherKey();
    const credentials = new Credentials({ key: privateKey });
    await assert.rejects(open(credentials).account(patience()), { code: 'SourceRefusedLogin' });
    assert.equal(credentials.refused, `version of ${privateKey}`);
  });

  it('with what is no key is not tried, and can be as soon as the secret holds one', async () => {
    const credentials = new Credentials({ key: 'no key' });
    const source = open(credentials);
    await assert.rejects(source.account(patience()), { code: 'SecretInvalid', message: /key/ });
    assert.equal(credentials.refused, null);
    credentials.values['key'] = sshd.privateKey;
    assert.ok(await source.account(patience()));
  });

  it('sends nothing secret to a server with another key, and names the key it saw', async () => {
    const hostKey = `SHA256:${'A'.repeat(43)}`;
    const credentials = new Credentials({ key: sshd.privateKey });
    await assert.rejects(open(credentials, { hostKey }).account(patience()), {
      code: 'SourceKeyMismatch',
      message: `The SFTP server has the key ${sshd.hostKey}, not the pinned one.`,
    });
    assert.equal(credentials.refused, null);
  });

  it('is no refusal where nobody listens, or who listens hangs up', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const credentials = new Credentials({ key: sshd.privateKey });
    await assert.rejects(open(credentials, { port }).account(patience()), { code: 'SourceUnreachable' });
    server.close();
    await once(server, 'close');
    await assert.rejects(open(credentials, { port }).account(patience()), {
      code: 'SourceUnreachable',
      message: /ECONNREFUSED/,
    });
    assert.equal(credentials.refused, null);
  });

  it('goes on for the others when one of them gives up', async () => {
    const source = open(new Credentials({ key: sshd.privateKey }));
    const impatient = new AbortController();
    const given = source.account(impatient.signal);
    const kept = source.account(patience());
    impatient.abort(new Error('canceled'));
    await assert.rejects(given, { message: 'canceled' });
    assert.ok(await kept);
  });

  it('never shows a path, a name or a secret', async () => {
    const source = open(new Credentials({ key: sshd.privateKey }), { directory: '/canary' });
    await assert.rejects(source.account(patience()), (error: Error) => !/canary/.test(error.message));
  });
});

async function anotherKey(): Promise<{ privateKey: string }> {
  const other = await startSshd();
  await other.close();
  return other;
}
