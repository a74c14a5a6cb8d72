import assert from 'node:assert/strict';
import type { SourceSettings, TeleMessageSftpSource } from '../../src/domain/connector.js';
import { refuseLinkLocal } from '../../src/operations/link-local.js';
import { tryLogin } from '../../src/operations/try-login.js';
import { SecretStore } from '../../src/secrets.js';
import { openRepositories, type Repositories } from '../../src/storage/repositories.js';
import { siteSettings } from '../sources/telemessage/fixture.js';
import { openTestStorage } from '../storage/shared-azurite.js';

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
  let means: Repositories & { secrets: SecretStore };
  before(async () => {
    means = { ...openRepositories(await openTestStorage()), secrets: new SecretStore('/nowhere') };
  });

  const attempt = async (source: SourceSettings) =>
    await tryLogin(
      means,
      { name: 'a', via: 'console' },
      {
        source,
        secrets: { password: undefined },
        connectorId: null,
      },
    );

  it('goes to no link-local address, however it is written', async () => {
    for (const host of ['169.254.169.254', '[fe80::1]', '[::ffff:169.254.169.254]', '0xa9fea9fe'])
      await assert.rejects(attempt(siteSettings(`https://${host}`)), { code: 'InvalidArgument' }, host);
    for (const host of ['0xa9fea9fe', '2852039166'])
      await assert.rejects(attempt({ ...SFTP, host }), { code: 'InvalidArgument' }, host);
    await assert.rejects(attempt(siteSettings('https://192.0.2.1')), { code: 'SecretMissing' }, 'control');
  });

  it('goes to no name that has a link-local address among its own', async () => {
    const among = (...addresses: string[]) =>
      refuseLinkLocal(SFTP, async (host) => {
        assert.equal(host, SFTP.host);
        return await Promise.resolve(addresses.map((address) => ({ address })));
      });
    for (const address of ['169.254.169.254', 'fe80::1%eth0', '::ffff:169.254.169.254'])
      await assert.rejects(among('192.0.2.1', address), { code: 'InvalidArgument' }, address);
    await among('192.0.2.1', '2001:db8::1');
    await refuseLinkLocal(SFTP, async () => await Promise.reject(new Error('ENOTFOUND')));
  });
});
