import assert from 'node:assert/strict';
import { parseConnector } from '../../src/connector-file.js';
import { createConnector } from '../../src/operations/create-connector.js';
import { Secret } from '../../src/secret.js';
import type { ConnectorRecord } from '../../src/storage/connectors.js';
import { newId } from '../storage/shared-azurite.js';
import { ANNA } from '../support/sandbox-tenant.js';
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
    const inputs = [...html.matchAll(/<input (?![^>]*type="(?:radio|checkbox)")[^>]*>/g)].map(([tag]) => tag);
    const named = inputs.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')] as const);
    return { ...Object.fromEntries(named), automatic: 'on' };
  };

  it('changes nothing where nothing of it was touched', async () => {
    const before = await record();
    const logins = stage.site.requests.length;
    assert.equal(
      (await visitor.post(`/connectors/${id}/edit`, await fields())).location,
      `/connectors/${id}`,
    );
    assert.deepEqual((await record()).connector, before.connector);
    assert.equal((await record()).mapping.version, before.mapping.version);
    assert.equal(stage.site.requests.length, logins);
  });

  it('changes name, schedule, rules and limits, and the audit log has both', async () => {
    const changed = {
      ...(await fields()),
      displayName: 'WhatsApp Europe',
      time: '04:30',
      timezone: 'Europe/Berlin',
      catchAllMailbox: ANNA,
      maxItemBytes: '1000000',
      targetTimezone: 'Europe/Berlin',
    };
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

  it('asks for the password where the login is to go to somewhere else, and refuses another account', async () => {
    const elsewhere = { ...(await fields()), url: 'https://127.0.0.1:1' };
    assert.match((await visitor.post(`/connectors/${id}/edit`, elsewhere)).html, /id="password-fault"/);
    const other = { ...(await fields()), username: 'admin-1@contoso.example', password: 'right 1' };
    const { status, html } = await visitor.post(`/connectors/${id}/edit`, other);
    assert.equal(status, 422);
    assert.match(html, /belongs to another TeleMessage account/);
    assert.equal((await stage.means.secrets.read('telemessage-emea')).value.reveal(), PASSWORD);
  });

  it('overwrites nothing that somebody else has changed since it was opened', async () => {
    const opened = await fields();
    await visitor.post(`/connectors/${id}/edit`, { ...opened, displayName: 'First' });
    const { status, html } = await visitor.post(`/connectors/${id}/edit`, {
      ...opened,
      displayName: 'Second',
    });
    assert.equal(status, 422);
    assert.match(html, /Somebody else has changed this connector/);
    assert.equal((await record()).connector.displayName, 'First');
  });

  it('keeps product and first day whatever is sent for them', async () => {
    const before = await record();
    const forged = { product: 'whatsapp-cloud-archiver', type: 'telemessage-sftp', firstDay: '2020-01-01' };
    await visitor.post(`/connectors/${id}/edit`, { ...(await fields()), ...forged });
    const { connector } = await record();
    assert.deepEqual(connector.source, before.connector.source);
    assert.equal(connector.schedule.start, before.connector.schedule.start);
  });

  it('is not there for a connector that is not', async () => {
    assert.equal((await visitor.get('/connectors/none/edit')).status, 404);
    assert.equal((await visitor.post('/connectors/none/edit')).status, 404);
  });
});

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
