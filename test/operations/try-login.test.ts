import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { SourceSettings, TeleMessageSftpSource } from '../../src/domain/connector.js';
import { tryLogin } from '../../src/operations/try-login.js';
import type { TeleMessageSite } from '../../src/sandbox/telemessage/site.js';
import { Secret } from '../../src/secret.js';
import { SecretStore } from '../../src/secrets.js';
import { openRepositories, type Repositories } from '../../src/storage/repositories.js';
import { siteSettings, startSite } from '../sources/telemessage/fixture.js';
import { newId, openTestStorage } from '../storage/shared-azurite.js';
import { answerLookUps } from '../support/name-server.js';

const SFTP: TeleMessageSftpSource = {
  type: 'telemessage-sftp',
  product: 'whatsapp-phone-archiver',
  host: 'drop.example',
  port: 22,
  username: 'a',
  passwordSecret: 'none',
  hostKey: `SHA256:${'a'.repeat(43)}`,
  directory: '/whatsapp',
};

describe('a login that is tried', () => {
  let site: TeleMessageSite;
  let means: Repositories & { secrets: SecretStore };
  before(async () => {
    ({ site } = await startSite());
    means = { ...openRepositories(await openTestStorage()), secrets: new SecretStore('/nowhere') };
  });
  let names: ReturnType<typeof answerLookUps> | undefined;
  afterEach(() => names?.end());
  after(async () => await site.close());

  const attempt = async (source: SourceSettings, password?: string, by = newId('a')) =>
    await tryLogin(
      means,
      { name: by, via: 'console' },
      {
        source,
        secrets: { password: password === undefined ? undefined : new Secret(password) },
        connectorId: null,
      },
    );
  const kept = async (by: string) =>
    (await means.audit.list(9, (entry) => entry.by === by)).map(({ outcome, after }) => ({
      outcome,
      sent: (after as { sent?: boolean }).sent,
    }));

  it('goes to no link-local address, however it is written', async () => {
    for (const host of ['169.254.169.254', '[fe80::1]', '[::ffff:169.254.169.254]', '0xa9fea9fe'])
      await assert.rejects(attempt(siteSettings(`https://${host}`)), { code: 'InvalidArgument' }, host);
    for (const host of ['0xa9fea9fe', '2852039166'])
      await assert.rejects(attempt({ ...SFTP, host }), { code: 'InvalidArgument' }, host);
    await assert.rejects(attempt(siteSettings('https://192.0.2.1')), { code: 'SecretMissing' }, 'control');
  });

  it('goes to no name that has a link-local address among its own, and sends nothing there', async () => {
    const by = newId('by');
    names = answerLookUps(SFTP.host, ['192.0.2.1', '169.254.169.254'], ['192.0.2.1', '2001:db8::1']);
    await assert.rejects(attempt(SFTP, 'p', by), { code: 'InvalidArgument' });
    await assert.rejects(attempt(SFTP, undefined, by), { code: 'SecretMissing' }, 'control');
    assert.deepEqual((await kept(by))[1], { outcome: 'InvalidArgument', sent: false });
  });

  it('goes to the addresses that were checked, whatever the name server answers afterwards', async () => {
    const before = site.requests.length;
    const named = siteSettings(site.url.replace('127.0.0.1', 'localhost'));
    names = answerLookUps('localhost', ['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1']);
    await assert.rejects(attempt(named, 'right'), {
      code: 'InvalidArgument',
      message: 'The address of the source is a link-local one.',
    });
    assert.deepEqual([names.asked(), site.requests.length], [2, before]);
    assert.equal(await attempt(named, 'right'), 'account-1', 'control');
  });

  it('is known again by its password under whatever name that stands, and the audit log says what was sent', async () => {
    const [by, before] = [newId('by'), site.requests.length];
    const named = (passwordSecret: string): SourceSettings => ({
      ...siteSettings(site.url),
      username: 'known-again',
      passwordSecret,
    });
    await assert.rejects(attempt(named('first'), 'wrong', by), { code: 'SourceRefusedLogin' });
    await assert.rejects(attempt(named('second'), 'wrong', by), /tried just now/);
    assert.equal(site.requests.length, before + 1);
    await assert.rejects(attempt(named('third'), undefined, by), { code: 'SecretMissing' });
    assert.deepEqual(await kept(by), [
      { outcome: 'SecretMissing', sent: false },
      { outcome: 'SourceRefusedLogin', sent: false },
      { outcome: 'SourceRefusedLogin', sent: undefined },
    ]);
  });

  it('is known again however its address is written', async () => {
    const before = site.requests.length;
    const at = (url: string): SourceSettings => ({ ...siteSettings(url), username: 'by-address' });
    await assert.rejects(attempt(at(site.url), 'wrong'), { code: 'SourceRefusedLogin' });
    const { protocol, port } = new URL(site.url);
    for (const host of ['0x7f.1', '127.1'])
      await assert.rejects(attempt(at(`${protocol}//${host}:${port}/`), 'wrong'), /tried just now/, host);
    assert.equal(site.requests.length, before + 1);
  });

  it('was not sent where the key for encrypted messages is none', async () => {
    const by = newId('by');
    const source = { ...SFTP, host: '127.0.0.1', port: 9, decryptionKeySecret: 'key' };
    const tried = async (decryptionKey: string | undefined) =>
      await tryLogin(
        means,
        { name: by, via: 'console' },
        {
          source,
          secrets: {
            password: new Secret('p'),
            decryptionKey: decryptionKey === undefined ? undefined : new Secret(decryptionKey),
          },
          connectorId: null,
        },
      );
    await assert.rejects(tried('no key'), { code: 'SecretInvalid' });
    await assert.rejects(tried(undefined), { code: 'SecretMissing' });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await assert.rejects(tried(pem), { code: 'SourceUnreachable' }, 'control');
    assert.deepEqual(await kept(by), [
      { outcome: 'SourceUnreachable', sent: undefined },
      { outcome: 'SecretMissing', sent: false },
      { outcome: 'SecretInvalid', sent: false },
    ]);
  });
});
