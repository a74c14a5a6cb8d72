import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceSettings, TeleMessageSource } from '../../src/domain/connector.js';
import { examineSources } from '../../src/doctor/source.js';
import type { Finding } from '../../src/doctor/finding.js';
import { startSshd, type Sshd } from '../../src/sandbox/sftp/sshd.js';
import { startTeleMessageSite, type TeleMessageSite } from '../../src/sandbox/telemessage/site.js';
import { makeTls, type Tls } from '../../src/sandbox/tls.js';
import { SecretStore } from '../../src/secrets.js';
import { Connectors, type ConnectorRecord } from '../../src/storage/connectors.js';
import { freePort } from '../../src/temporal/dev-server.js';
import { startCountingProxy } from '../sources/telemessage-sftp/counting-proxy.js';
import { putFile, settingsOf } from '../sources/telemessage-sftp/fixture.js';
import { openTestStorage } from '../storage/shared-azurite.js';
import { needsSshd } from '../support/sshd.js';
import { trust } from '../support/trust.js';
import { aRecord, assertFinding, findingOf, patience, statesOf } from './support.js';

const ACCOUNT = {
  id: 'account-1',
  username: 'admin',
  password: 'a right password',
  products: ['whatsapp-phone-archiver'],
};

/** Of a ZIP file; a listing and a login are far smaller. */
const LARGE = 1_000_000;

describe('the check of sources', function () {
  let directory: string;
  let connectors: Connectors;

  before(async () => {
    connectors = new Connectors(await openTestStorage());
  });
  beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'archiver-doctor-'))));
  afterEach(async () => await rm(directory, { recursive: true }));

  const putSecret = async (name: string, value: string, mode = 0o600): Promise<void> => {
    await writeFile(join(directory, name), value);
    await chmod(join(directory, name), mode);
  };

  const examine = async (records: ConnectorRecord[]): Promise<Finding[]> => {
    const secrets = new SecretStore(directory);
    const findings = await examineSources(records, { connectors, secrets }, { over: patience() });
    assert.doesNotMatch(JSON.stringify(findings), /a right password|a wrong password|PRIVATE KEY/);
    return findings;
  };

  describe('of a TeleMessage site', () => {
    let site: TeleMessageSite;

    const start = async (tls: Tls): Promise<void> => {
      trust(tls.ca);
      site = await startTeleMessageSite({ tls, accounts: [ACCOUNT], items: [] });
    };
    beforeEach(async () => await start(await makeTls()));
    afterEach(async () => await site.close());

    const sourceOf = (changes: Partial<TeleMessageSource> = {}): SourceSettings => ({
      type: 'telemessage',
      product: 'whatsapp-phone-archiver',
      url: site.url,
      username: ACCOUNT.username,
      passwordSecret: 'password',
      ...changes,
    });
    const logins = (): number => site.requests.filter(({ route }) => route === 'login').length;

    it('finds everything good with one login and one short listing', async () => {
      await putSecret('password', ACCOUNT.password);
      const findings = await examine([aRecord({ id: 'emea', source: sourceOf() })]);
      assert.deepEqual(statesOf(findings), {
        'emea: address': 'good',
        'emea: secret password': 'good',
        'emea: login': 'good',
        'emea: listing': 'good',
      });
      assert.deepEqual(
        site.requests.map(({ route, status }) => [route, status]),
        [
          ['login', 200],
          ['items', 200],
        ],
      );
    });

    it('tries a wrong password once, and never again: the refusal is remembered for everybody', async () => {
      await putSecret('password', 'a wrong password');
      const record = aRecord({ source: sourceOf() });
      const { id } = record.connector;
      assertFinding(await examine([record]), `${id}: login`, 'bad', {
        detail: /SourceRefusedLogin.*401 InvalidCredentials/,
        nextStep: /Correct the secret.*connector resume/,
      });
      assert.equal(logins(), 1);
      assert.notEqual(await connectors.refusedSecret(id), null);
      assertFinding(await examine([record]), `${id}: login`, 'bad', { detail: /was refused before/ });
      assert.equal(logins(), 1);
    });

    it('tries a password once too where two connectors have the same', async () => {
      await putSecret('password', 'a wrong password');
      const records = [
        aRecord({ id: 'one', source: sourceOf() }),
        aRecord({ id: 'two', source: sourceOf({ product: 'whatsapp-cloud-archiver' }) }),
      ];
      const findings = await examine(records);
      assert.equal(logins(), 1);
      assertFinding(findings, 'two: login', 'unknown', { detail: /the same login did not let one in/ });
      await Promise.all(records.map(async ({ connector }) => await connectors.clearRefusal(connector.id)));
    });

    it('tries a mended password again', async () => {
      await putSecret('password', 'a wrong password');
      const record = aRecord({ source: sourceOf() });
      await examine([record]);
      await putSecret('password', ACCOUNT.password);
      assertFinding(await examine([record]), `${record.connector.id}: login`, 'good');
    });

    it('sees that the login is now another account’s, or lacks the product', async () => {
      await putSecret('password', ACCOUNT.password);
      const moved = aRecord({ source: sourceOf(), account: 'account-2' });
      assertFinding(await examine([moved]), `${moved.connector.id}: login`, 'bad', {
        detail: /^AccountMismatch/,
        nextStep: /Restore the login/,
      });
      const without = aRecord({ source: sourceOf({ product: 'whatsapp-cloud-archiver' }) });
      const findings = await examine([without]);
      assertFinding(findings, `${without.connector.id}: login`, 'bad', {
        nextStep: /whatsapp-phone-archiver/,
      });
      assertFinding(findings, `${without.connector.id}: listing`, 'unknown');
    });

    it('sends no password where nobody answers, or nobody whom we trust', async () => {
      await putSecret('password', ACCOUNT.password);
      const gone = aRecord({
        id: 'gone',
        source: sourceOf({ url: `https://127.0.0.1:${await freePort()}` }),
      });
      const untrusted = await startTeleMessageSite({ tls: await makeTls(), accounts: [ACCOUNT], items: [] });
      const strange = aRecord({ id: 'strange', source: sourceOf({ url: untrusted.url }) });
      const findings = await examine([gone, strange]);
      await untrusted.close();
      assertFinding(findings, 'gone: address', 'bad', { detail: /ECONNREFUSED/, nextStep: /`source`/ });
      assertFinding(findings, 'strange: address', 'bad', {
        detail: /CERT|SIGNATURE/,
        nextStep: /NODE_EXTRA_CA_CERTS/,
      });
      assertFinding(findings, 'strange: login', 'unknown', { detail: /address does not answer/ });
      assert.equal(untrusted.requests.length, 0);
    });

    it('tells of a certificate that ends within the month, and logs in all the same', async () => {
      await site.close();
      await start(await makeTls({ days: 20 }));
      await putSecret('password', ACCOUNT.password);
      const record = aRecord({ source: sourceOf() });
      const findings = await examine([record]);
      assertFinding(findings, `${record.connector.id}: address`, 'bad', {
        detail: /ends on 20..-..-.., in 19 days/,
        nextStep: /renew/,
      });
      assertFinding(findings, `${record.connector.id}: listing`, 'good');
    });

    it('tells of a certificate that has ended', async () => {
      await site.close();
      await start(await makeTls({ days: -0.5 }));
      await putSecret('password', ACCOUNT.password);
      const record = aRecord({ source: sourceOf() });
      assertFinding(await examine([record]), `${record.connector.id}: address`, 'bad', {
        detail: /CERT_HAS_EXPIRED/,
        nextStep: /renew/,
      });
      assert.equal(logins(), 0);
    });

    it('tells of a secret that is not there, is empty, or lies open to others', async () => {
      const record = aRecord({ id: 'emea', source: sourceOf() });
      const missing = await examine([record]);
      assertFinding(missing, 'emea: secret password', 'bad', { detail: /^SecretMissing.*ENOENT/ });
      assertFinding(missing, 'emea: login', 'unknown', { detail: /secret cannot be used/ });
      await putSecret('password', '\n');
      assertFinding(await examine([record]), 'emea: secret password', 'bad', { detail: /is empty/ });
      await putSecret('password', ACCOUNT.password, 0o640);
      const open = await examine([record]);
      assertFinding(open, 'emea: secret password', 'bad', { detail: /others/, nextStep: /chmod 600/ });
      assertFinding(open, 'emea: login', 'good');
    });

    it('tells of a site that answers otherwise than agreed, and of one that throttles', async () => {
      await putSecret('password', ACCOUNT.password);
      const record = aRecord({ id: 'emea', source: sourceOf() });
      site.failNext(1, { route: 'items', status: 500, body: 'nonsense' });
      assertFinding(await examine([record]), 'emea: listing', 'bad', { detail: /SourceAnswerInvalid/ });
      site.failNext(1, { route: 'login', status: 429 });
      assertFinding(await examine([record]), 'emea: login', 'unknown', { nextStep: /Wait some minutes/ });
    });
  });

  describe('of an SFTP server', () => {
    let sshd: Sshd;
    before(async function () {
      needsSshd(this);
      sshd = await startSshd();
    });
    after(async () => await sshd?.close());

    const record = (changes: Parameters<typeof settingsOf>[1] = {}): ConnectorRecord => {
      const source = settingsOf(sshd, changes);
      const account = `${source.username}@${source.hostKey}${source.directory}`;
      return aRecord({ id: 'drop', source, account });
    };

    it('finds everything good, and fetches no ZIP file', async () => {
      await putSecret('key', sshd.privateKey);
      const minuteAgo = new Date(Date.now() - 60_000).toISOString().replaceAll(/\D/g, '');
      const name = `${minuteAgo.slice(0, 8)}0000-TeleMessage_1_${minuteAgo.slice(8, 14)}.zip`;
      await putFile(sshd, name, randomBytes(LARGE));
      const proxy = await startCountingProxy(sshd.port);
      const findings = await examine([record({ port: proxy.port })]);
      await proxy.close();
      assert.ok(proxy.received < LARGE, `${proxy.received} bytes came from the server`);
      assert.deepEqual(statesOf(findings), {
        'drop: address': 'good',
        'drop: secret key': 'good',
        'drop: login': 'good',
        'drop: listing': 'good',
      });
    });

    it('names another key of the server, before anything secret is sent', async () => {
      await putSecret('key', sshd.privateKey);
      const findings = await examine([record({ hostKey: `SHA256:${'A'.repeat(43)}` })]);
      assertFinding(findings, 'drop: login', 'bad', { detail: /^SourceKeyMismatch/, nextStep: /new key/ });
    });

    it('names a directory that is not there, and a server that is not there', async () => {
      await putSecret('key', sshd.privateKey);
      assertFinding(await examine([record({ directory: '/nowhere' })]), 'drop: login', 'bad', {
        detail: /no directory/,
      });
      const findings = await examine([record({ port: await freePort() })]);
      assertFinding(findings, 'drop: address', 'bad', { detail: /ECONNREFUSED/ });
      assert.equal(findingOf(findings, 'drop: login').state, 'unknown');
    });

    it('looks at the key for encrypted bodies as well', async () => {
      await putSecret('key', sshd.privateKey);
      const findings = await examine([record({ decryptionKeySecret: 'bodies' })]);
      assertFinding(findings, 'drop: secret bodies', 'bad', { detail: /SecretMissing/ });
    });
  });
});
