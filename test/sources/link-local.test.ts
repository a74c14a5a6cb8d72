import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { TeleMessageSftpSource } from '../../src/domain/connector.js';
import type { TeleMessageSite } from '../../src/sandbox/telemessage/site.js';
import type { Source } from '../../src/sources/source.js';
import { openTeleMessageSftp } from '../../src/sources/telemessage-sftp/telemessage-sftp-source.js';
import { answerLookUps } from '../support/name-server.js';
import { Credentials } from './telemessage-sftp/fixture.js';
import { patience, sourceOf, startSite } from './telemessage/fixture.js';

const REFUSED = { code: 'InvalidArgument', message: 'The address of the source is a link-local one.' };

/** Of IPv4, of IPv6, of IPv6 on one network card, and of IPv4 in the shape of IPv6. */
const LINK_LOCAL = [
  '169.254.169.254',
  'fe80::1',
  'febf::1',
  'fe80::1%eth0',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:1',
];

describe('the connection to a source', () => {
  let site: TeleMessageSite;
  let connections = 0;
  const ends: (() => void)[] = [];
  const hangingUp = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });

  before(async () => {
    ({ site } = await startSite());
    await once(hangingUp.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });
  after(async () => {
    hangingUp.close();
    await site.close();
  });

  const siteAt = (host: string): Source => sourceOf(site.url.replace('127.0.0.1', host));
  const serverAt = (host: string): Source => {
    const { secrets, refusals } = new Credentials({ password: 'p' });
    const settings: TeleMessageSftpSource = {
      type: 'telemessage-sftp',
      product: 'whatsapp-phone-archiver',
      host,
      port: (hangingUp.address() as AddressInfo).port,
      username: 'a',
      passwordSecret: 'password',
      hostKey: `SHA256:${'a'.repeat(43)}`,
      directory: '/whatsapp',
    };
    return openTeleMessageSftp(settings, secrets, refusals);
  };
  const account = async (source: Source) => await source.account(patience());

  for (const [name, at, reached, connect] of [
    ['a site', siteAt, () => site.requests.length, account],
    [
      'an SFTP server',
      serverAt,
      () => connections,
      async (source: Source) => await assert.rejects(account(source), { code: 'SourceUnreachable' }),
    ],
  ] as const) {
    it(`goes to ${name} under no name that also stands for a link-local address`, async () => {
      const among = LINK_LOCAL.map((address) => ['127.0.0.1', address]);
      const names = answerLookUps('localhost', ...among, ['127.0.0.1']);
      ends.push(names.end);
      const before = reached();
      for (const address of LINK_LOCAL) await assert.rejects(account(at('localhost')), REFUSED, address);
      assert.equal(reached(), before);
      await connect(at('localhost'));
      assert.deepEqual([reached(), names.asked()], [before + 1, LINK_LOCAL.length + 1], 'control');
    });
  }

  it('goes to no address of that kind that stands in place of a name', async () => {
    for (const host of ['169.254.169.254', '[fe80::1]', '[::ffff:169.254.169.254]', '0xa9fea9fe'])
      await assert.rejects(account(siteAt(host)), REFUSED, host);
    for (const host of ['169.254.169.254', 'fe80::1', '::ffff:169.254.169.254', '0xa9fea9fe'])
      await assert.rejects(account(serverAt(host)), REFUSED, host);
  });
});
