import assert from 'node:assert/strict';
import { tryLogin } from '../../src/operations/try-login.js';
import { SecretStore } from '../../src/secrets.js';
import { openRepositories } from '../../src/storage/repositories.js';
import { openTestStorage } from '../storage/shared-azurite.js';

describe('a login that is tried', () => {
  it('goes to no link-local address, where clouds hand out credentials', async () => {
    const means = { ...openRepositories(await openTestStorage()), secrets: new SecretStore('/nowhere') };
    const login = (host: string) =>
      tryLogin(
        means,
        { name: 'a', via: 'console' },
        {
          source: {
            type: 'telemessage',
            product: 'whatsapp-phone-archiver',
            url: `https://${host}`,
            username: 'a',
            passwordSecret: 'none',
          },
          secrets: { password: undefined },
          connectorId: null,
        },
      );
    for (const host of ['169.254.169.254', '[fe80::1]', '[::ffff:169.254.169.254]', '0xa9fea9fe'])
      await assert.rejects(login(host), { code: 'InvalidArgument' }, host);
    await assert.rejects(login('192.0.2.1'), { code: 'SecretMissing' }, 'control');
  });
});
