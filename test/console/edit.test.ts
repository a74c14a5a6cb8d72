import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { parseConnector } from '../../src/connector-file.js';
import { createConnector } from '../../src/operations/create-connector.js';
import type { SourceSettings } from '../../src/domain/connector.js';
import { ArchiveError } from '../../src/domain/errors.js';
import { updateConnector } from '../../src/operations/update-connector.js';
import { startSshd, type Sshd } from '../../src/sandbox/sftp/sshd.js';
import { loginSecret } from '../../src/sources/open-source.js';
import { SecretStore } from '../../src/secrets.js';
import { Secret } from '../../src/secret.js';
import type { ConnectorRecord } from '../../src/storage/connectors.js';
import { newId } from '../storage/shared-azurite.js';
import { needsSshd } from '../support/sshd.js';
import { ANNA, BEN } from '../support/sandbox-tenant.js';
import { fieldsOf } from './form-fields.js';
import { WizardStage, type Visitor } from './wizard-stage.js';

const PASSWORD = 'right 0';
const PHONE_ARCHIVER = 'whatsapp-phone-archiver';

describe('the page where a connector is edited', function () {
  this.timeout(60_000);
  let stage: WizardStage;
  let visitor: Visitor;
  let id: string;

  before(async function () {
    stage = await WizardStage.start(this);
    visitor = stage.visitor();
    id = newId('edited');
    const connector = parseConnector({
      id,
      displayName: 'WhatsApp EMEA',
      source: {
        type: 'telemessage',
        product: PHONE_ARCHIVER,
        url: stage.site.url,
        username: 'admin-0@contoso.example',
        passwordSecret: 'telemessage-emea',
      },
      termsAccepted: { by: 'admin', at: '2026-11-20T09:00:00Z' },
    });
    const wanted = { connector, csv: null, password: new Secret(PASSWORD), choices: {} };
    await createConnector(stage.means, { name: 'admin', via: 'command line' }, wanted);
  });
  after(async () => await stage?.close());

  const record = async (): Promise<ConnectorRecord> => await stage.means.connectors.get(id);

  /** The form as a browser sends it where nothing of it was touched. */
  const fields = async (): Promise<Record<string, string>> => {
    const { html } = await visitor.get(`/connectors/${id}/edit`);
    return { ...fieldsOf(html), automatic: 'on' };
  };

  it('replaces no settings where the password that goes with them cannot be stored', async () => {
    const known = await record();
    class Unwritable extends SecretStore {
      override async write(): Promise<void> {
        return await Promise.reject(new ArchiveError('InvalidArgument', 'Read only.'));
      }
    }
    const means = { ...stage.means, secrets: new Unwritable('/nowhere') };
    const actor = { name: 'admin', via: 'command line' as const };
    const connector = { ...known.connector, displayName: 'Another' };
    const change = { connector, csv: null, password: new Secret(PASSWORD), choices: {} };
    await assert.rejects(updateConnector(means, actor, { ...change, known }), { message: 'Read only.' });
    assert.deepEqual((await record()).connector, known.connector);
  });

  it('changes nothing where nothing of it was touched', async () => {
    const before = await record();
    const logins = stage.site.requests.length;
    assert.equal(
      (await visitor.post(`/connectors/${id}/edit`, await fields())).location,
      `/connectors/${id}?done=saved`,
    );
    assert.deepEqual((await record()).connector, before.connector);
    assert.equal((await record()).mapping.version, before.mapping.version);
    assert.equal(stage.site.requests.length, logins);
  });

  it('makes the schedule anew where it was deleted, and so does the command line', async () => {
    const { schedules } = stage.means;
    const isPaused = async () => (await schedules.readPause(id))?.isPaused;
    await schedules.delete(id);
    assert.equal(await isPaused(), undefined, 'control');
    assert.equal((await visitor.post(`/connectors/${id}/edit`, await fields())).status, 303);
    assert.equal(await isPaused(), false);
    await schedules.delete(id);
    const known = await record();
    const { connector } = known;
    const change = { known, connector, csv: null, password: undefined, choices: {} };
    await updateConnector(stage.means, { name: 'admin', via: 'command line' }, change);
    assert.equal(await isPaused(), false);
  });

  /** The same where somebody has looked at what it does to the mapping, and says yes. */
  const confirmed = async (form: Record<string, string>): Promise<Record<string, string>> => {
    const { html } = await visitor.post(`/connectors/${id}/edit`, form);
    const previewed = fieldsOf(html)['previewed'] ?? '';
    return { ...form, previewed, confirmMapping: 'on' };
  };

  it('changes name, schedule, rules and limits, and the audit log has both', async () => {
    const changed = await confirmed({
      ...(await fields()),
      displayName: 'WhatsApp Europe',
      time: '04:30',
      timezone: 'Europe/Berlin',
      catchAllMailbox: ANNA,
      maxItemBytes: '1000000',
      targetTimezone: 'Europe/Berlin',
    });
    assert.equal((await visitor.post(`/connectors/${id}/edit`, changed)).status, 303);
    const { connector, mapping } = await record();
    assert.deepEqual(
      [connector.displayName, connector.schedule.cron, connector.target.maxItemBytes],
      ['WhatsApp Europe', '30 4 * * *', 1_000_000],
    );
    assert.deepEqual([connector.mapping.catchAllMailbox, mapping.version], [ANNA, 2]);
    const [entry] = await stage.means.audit.list(1, ({ action }) => action === 'connector.update');
    assert.equal(entry?.by, visitor.name);
    assert.match(JSON.stringify(entry?.before), /WhatsApp EMEA/);
    assert.match(JSON.stringify(entry?.after), /WhatsApp Europe/);
  });

  it('names every field that is wrong, keeps what was typed, and changes nothing', async () => {
    const before = await record();
    const wrong = {
      displayName: '',
      timezone: 'Mars',
      url: 'http://a',
      defaultCountry: 'xx',
      maxMailBytes: '0',
    };
    const { status, html } = await visitor.post(`/connectors/${id}/edit`, { ...(await fields()), ...wrong });
    assert.equal(status, 422);
    for (const name of Object.keys(wrong)) assert.ok(html.includes(`id="${name}-fault"`), name);
    assert.match(html, /value="Mars"/);
    assert.deepEqual(await record(), before);
  });

  it('names no file of the server, neither where it is seen nor in what it keeps hidden', async () => {
    const opened = await visitor.get(`/connectors/${id}/edit`);
    const refused = await visitor.post(`/connectors/${id}/edit`, { ...(await fields()), displayName: '' });
    assert.match(refused.html, /id="displayName-fault"/, 'control');
    for (const { html } of [opened, refused]) {
      for (const ours of [stage.means.secrets.directory, 'telemessage-emea', 'Secret"', 'csvFile'])
        assert.ok(!html.includes(ours), ours);
      const hidden = Object.keys(JSON.parse(fieldsOf(html)['opened'] ?? '{}'));
      assert.ok(hidden.includes('username'), 'control');
      const unseen = hidden.filter((name) => !html.includes(`name="${name}"`));
      assert.deepEqual(unseen, ['mappingVersion']);
    }
  });

  it('tries a new password at once, keeps one that works, and never shows it', async () => {
    const refused = await visitor.post(`/connectors/${id}/edit`, {
      ...(await fields()),
      password: 'wrong one',
    });
    assert.equal(refused.status, 422);
    assert.match(refused.html, /401 InvalidCredentials/);
    assert.doesNotMatch(refused.html, /wrong one/);
    assert.equal((await stage.means.secrets.read('telemessage-emea')).value.reveal(), PASSWORD);
    const kept = await visitor.post(`/connectors/${id}/edit`, { ...(await fields()), password: PASSWORD });
    assert.equal(kept.status, 303);
    const [entry] = await stage.means.audit.list(1, ({ action }) => action === 'connector.update');
    assert.match(JSON.stringify(entry?.after), /"password":"replaced"/);
    assert.doesNotMatch(JSON.stringify(entry), new RegExp(PASSWORD));
  });

  it('takes a connector file from before a new password of a set-up, and keeps the new one', async () => {
    const secret = `telemessage-${randomUUID()}-0123456789ab`;
    const own = newId('set-up');
    const { connector: usual } = await record();
    const source = { ...usual.source, product: 'whatsapp-cloud-archiver' as const, passwordSecret: secret };
    const connector = { ...usual, id: own, source };
    const wanted = { connector, csv: null, password: new Secret(PASSWORD), choices: {} };
    const actor = { name: 'admin', via: 'command line' as const };
    await createConnector(stage.means, actor, wanted);
    const { html } = await visitor.get(`/connectors/${own}/edit`);
    const form = { ...fieldsOf(html), automatic: 'on', password: PASSWORD };
    assert.equal(
      (await visitor.post(`/connectors/${own}/edit`, form)).location,
      `/connectors/${own}?done=password`,
    );
    await assert.rejects(stage.means.secrets.read(secret), { code: 'SecretMissing' });
    // The same login, whose secret somebody else has named.
    await stage.means.secrets.write('telemessage-emea', new Secret('former'));
    const told = await visitor.get(`/connectors/${own}?done=password`);
    assert.match(
      told.html,
      new RegExp(`Saved, and so is the new password.*same login.*href="/connectors/${id}/edit"`, 's'),
    );
    await stage.means.secrets.write('telemessage-emea', new Secret(PASSWORD));
    assert.doesNotMatch((await visitor.get(`/connectors/${own}?done=password`)).html, /same login/);
    const known = await stage.means.connectors.get(own);
    const logins = stage.site.requests.length;
    await updateConnector(stage.means, actor, { ...wanted, password: undefined, known });
    assert.equal(stage.site.requests.length, logins);
    const { connector: updated } = await stage.means.connectors.get(own);
    assert.equal((await stage.means.secrets.read(loginSecret(updated.source))).value.reveal(), PASSWORD);
  });

  it('asks nobody for the login of a connector that is being deleted, and says that it is', async () => {
    const own = newId('deleted');
    const { connector: usual, mapping } = await record();
    const source = { ...usual.source, passwordSecret: newId('gone') } as SourceSettings;
    const settings = { connector: { ...usual, id: own, source }, account: newId('account'), mapping };
    await stage.means.connectors.create(settings, usual.schedule.start);
    await stage.means.connectors.beginDelete(own);
    const form = { ...fieldsOf((await visitor.get(`/connectors/${own}/edit`)).html), automatic: 'on' };
    const logins = stage.site.requests.length;
    const { html } = await visitor.post(`/connectors/${own}/edit`, { ...form, password: 'wrong one' });
    assert.match(html, /is being deleted\./);
    assert.equal(stage.site.requests.length, logins);
  });

  it('asks for the password where the login is to go to somewhere else, and refuses another account', async () => {
    const elsewhere = { ...(await fields()), url: 'https://127.0.0.1:1' };
    assert.match((await visitor.post(`/connectors/${id}/edit`, elsewhere)).html, /id="password-fault"/);
    const other = { ...(await fields()), username: 'admin-1@contoso.example', password: 'right 1' };
    const { status, html } = await visitor.post(`/connectors/${id}/edit`, other);
    assert.equal(status, 422);
    assert.match(html, /belongs to another TeleMessage account/);
    assert.equal((await stage.means.secrets.read('telemessage-emea')).value.reveal(), PASSWORD);
  });

  describe('where somebody else has saved it since it was opened', () => {
    const edit = async (form: Record<string, string>) => await visitor.post(`/connectors/${id}/edit`, form);
    const names = async () => {
      const { displayName, target } = (await record()).connector;
      return [displayName, target.folder];
    };

    it('says what they changed and takes it over beside what was typed, so that saving undoes nothing', async () => {
      const opened = await fields();
      await edit({ ...opened, displayName: 'Theirs' });
      const { status, html } = await edit({ ...opened, folder: 'Mine' });
      assert.equal(status, 422);
      assert.match(html, /Somebody else has changed this connector.*>Name<.*>Theirs</s);
      assert.deepEqual(await names(), ['Theirs', 'WhatsApp Archiver']);
      const again = { ...fieldsOf(html), automatic: 'on' };
      assert.equal((await edit(again)).status, 303);
      assert.deepEqual(await names(), ['Theirs', 'Mine']);
    });

    it('overwrites the same field only where that is said, however often it is sent', async () => {
      const opened = await fields();
      await edit({ ...opened, displayName: 'First' });
      const first = await edit({ ...opened, displayName: 'Second' });
      assert.match(first.html, />First<.*Second.*what you typed/s);
      const again: Record<string, string> = { ...fieldsOf(first.html), automatic: 'on' };
      assert.equal(again['displayName'], 'Second');
      assert.equal((await edit(again)).status, 422);
      assert.equal((await edit(again)).status, 422);
      assert.equal((await names())[0], 'First');
      assert.equal((await edit({ ...again, overwrite: 'on' })).status, 303);
      assert.equal((await names())[0], 'Second');
    });

    it('saves the rest where what they saved is typed into the field again', async () => {
      const opened = await fields();
      await edit({ ...opened, displayName: 'First' });
      const { html } = await edit({ ...opened, displayName: 'Second', folder: 'Mine too' });
      const again = { ...fieldsOf(html), automatic: 'on', displayName: 'First' };
      assert.equal((await edit(again)).status, 303);
      assert.deepEqual(await names(), ['First', 'Mine too']);
    });

    it('asks again where they have saved once more meanwhile', async () => {
      const opened = await fields();
      await edit({ ...opened, displayName: 'First' });
      const { html } = await edit({ ...opened, displayName: 'Second' });
      await edit({ ...(await fields()), displayName: 'Third' });
      const said = { ...fieldsOf(html), automatic: 'on', overwrite: 'on' };
      assert.equal((await edit(said)).status, 422);
      assert.equal((await names())[0], 'Third');
    });
  });

  it('shows whose mailbox gets mail by other rules before it saves them, and for which rules it was shown', async () => {
    const form = { ...(await fields()), catchAllMailbox: BEN };
    const before = await record();
    const { status, html } = await visitor.post(`/connectors/${id}/edit`, { ...form, password: PASSWORD });
    assert.equal(status, 422);
    assert.match(html, /whoever may open it reads the mail of strangers/);
    assert.match(html, /Nobody has been seen at the source yet/);
    assert.match(html, /id="password-fault">Type it again/);
    assert.deepEqual(await record(), before);
    const said = { ...form, previewed: fieldsOf(html)['previewed'] ?? '', confirmMapping: 'on' };
    const other = await visitor.post(`/connectors/${id}/edit`, { ...said, defaultCountry: 'GB' });
    assert.equal(other.status, 422);
    assert.deepEqual(await record(), before);
    assert.equal((await visitor.post(`/connectors/${id}/edit`, said)).status, 303);
    assert.equal((await record()).connector.mapping.catchAllMailbox, BEN);
  });

  it('keeps product and first day whatever is sent for them', async () => {
    const before = await record();
    const forged = { product: 'whatsapp-cloud-archiver', type: 'telemessage-sftp', firstDay: '2020-01-01' };
    await visitor.post(`/connectors/${id}/edit`, { ...(await fields()), ...forged });
    const { connector } = await record();
    assert.deepEqual(connector.source, before.connector.source);
    assert.equal(connector.schedule.start, before.connector.schedule.start);
  });

  describe('with a key for encrypted messages', () => {
    let sshd: Sshd;
    before(async function () {
      needsSshd(this);
      sshd = await startSshd();
    });
    after(async () => await sshd?.close());

    it('removes it for whoever ticks the box, which is there for nobody else', async () => {
      const { host, port, username, hostKey, directory, privateKey } = sshd;
      const key = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
      const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
      const decryptionKeySecret = newId('bodies');
      await stage.means.secrets.write(decryptionKeySecret, new Secret(pem));
      const sftpId = newId('sftp');
      const connector = parseConnector({
        id: sftpId,
        displayName: 'SFTP',
        source: {
          type: 'telemessage-sftp',
          product: PHONE_ARCHIVER,
          host,
          port,
          username,
          hostKey,
          directory,
          privateKeySecret: newId('login'),
          decryptionKeySecret,
        },
        termsAccepted: { by: 'admin', at: '2026-11-20T09:00:00Z' },
      });
      const wanted = { connector, csv: null, password: new Secret(privateKey), choices: {} };
      await createConnector(stage.means, { name: 'admin', via: 'command line' }, wanted);
      const path = `/connectors/${sftpId}/edit`;
      const form = { ...fieldsOf((await visitor.get(path)).html), automatic: 'on', secretKind: 'privateKey' };
      const removing = { ...form, removeDecryptionKey: 'on' };
      const both = await visitor.post(path, { ...removing, decryptionKey: pem });
      assert.match(both.html, /<input [^>]*id="removeDecryptionKey"[^>]* checked=/);
      assert.match(both.html, /not both/);
      assert.equal((await visitor.post(path, removing)).status, 303);
      const edited = await stage.means.connectors.get(sftpId);
      assert.equal('decryptionKeySecret' in edited.connector.source, false);
      assert.ok(!(await visitor.get(path)).html.includes('removeDecryptionKey'));
      assert.ok(!(await visitor.get(`/connectors/${id}/edit`)).html.includes('removeDecryptionKey'));
    });
  });

  it('is not there for a connector that is not', async () => {
    assert.equal((await visitor.get('/connectors/none/edit')).status, 404);
    assert.equal((await visitor.post('/connectors/none/edit')).status, 404);
  });
});
