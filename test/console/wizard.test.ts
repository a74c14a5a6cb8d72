import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { parseConnector } from '../../src/connector-file.js';
import { createConnector } from '../../src/operations/create-connector.js';
import { startSshd, type Sshd } from '../../src/sandbox/sftp/sshd.js';
import { Secret } from '../../src/secret.js';
import { isExpired } from '../../src/storage/drafts.js';
import { removeExpired } from '../../src/operations/remove-set-up.js';
import { keepLogin } from '../../src/operations/set-up.js';
import { decryptionSecret, loginSecret } from '../../src/sources/open-source.js';
import { draftSecret } from '../../src/operations/set-up-secrets.js';
import { newId } from '../storage/shared-azurite.js';
import { needsSshd } from '../support/sshd.js';
import { ANNA, BEN } from '../support/sandbox-tenant.js';
import { fieldsOf } from './form-fields.js';
import { WizardStage, type Visitor } from './wizard-stage.js';

const DAY_MS = 86_400_000;
const PRODUCT = 'whatsapp-phone-archiver';

describe('the wizard', function () {
  this.timeout(60_000);
  let stage: WizardStage;
  let accounts = 0;
  const actor = { name: 'other window', via: 'console' as const };

  before(async function () {
    stage = await WizardStage.start(this);
  });
  after(async () => await stage?.close());

  /** The fields of a login to an account that no other test has. */
  const ownLogin = () => {
    const index = accounts++;
    const username = `admin-${index}@contoso.example`;
    return {
      type: 'telemessage',
      product: PRODUCT,
      url: stage.site.url,
      username,
      password: `right ${index}`,
    };
  };
  const csv = (...lines: string[]) => new File([`${lines.join('\r\n')}\r\n`], 'mapping.csv');
  const idOf = (address: string): string => address.split('/').at(-1) ?? '';

  /** Up to the mapping, which is not done. */
  const atMapping = async (visitor: Visitor, login = ownLogin()): Promise<string> => {
    const draft = await visitor.begin();
    await visitor.post(`${draft}/terms`, { accept: 'on' });
    assert.equal((await visitor.post(`${draft}/login`, login)).location, `${draft}/mapping`);
    return draft;
  };

  /** Up to the review, of a connector of this name. */
  const atReview = async (visitor: Visitor, displayName: string, file?: File): Promise<string> => {
    const draft = await atMapping(visitor);
    if (file) await visitor.post(`${draft}/mapping`, { automatic: 'on', csv: file });
    await visitor.post(`${draft}/mapping`, { automatic: 'on', action: 'next' });
    await visitor.post(`${draft}/microsoft365`, { inScope: ANNA });
    const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    const settings = {
      displayName,
      firstDay: day,
      time: '03:15',
      timezone: 'Europe/London',
      lookbackHours: '48',
    };
    const { location } = await visitor.post(`${draft}/schedule`, {
      ...settings,
      folder: 'WhatsApp Archiver',
    });
    assert.equal(location, `${draft}/review`);
    return draft;
  };

  it('opens with what must be done before, and begins a set-up that nobody else sees', async () => {
    const name = newId('admin');
    const [visitor, other] = [stage.visitor(name, 'id 1'), stage.visitor(name, 'id 2')];
    const { html } = await visitor.get('/connectors/new');
    assert.match(html, /Order the WhatsApp archiver service.*FedRAMP.*Add connector/s);
    const draft = await visitor.begin();
    assert.equal((await visitor.get(`${draft}/terms`)).status, 200);
    assert.equal((await other.get(`${draft}/terms`)).status, 404);
    assert.equal((await other.post(`${draft}/discard`)).status, 404);
    assert.match((await visitor.get('/connectors')).html, /Set-up not finished/);
    assert.doesNotMatch((await other.get('/connectors')).html, /Set-up not finished/);
  });

  it('leaves no password behind when its connector is deleted, and proposes to go on where that one stood', async () => {
    const [visitor, login] = [stage.visitor(), ownLogin()];
    const draft = await atMapping(visitor, login);
    const [secret = ''] = await stage.secretsOf(draft);
    await visitor.post(`${draft}/mapping`, { automatic: 'on', action: 'next' });
    await visitor.post(`${draft}/microsoft365`, { inScope: ANNA });
    const settings = { displayName: newId('Deleted'), time: '03:15', timezone: 'UTC', lookbackHours: '24' };
    const start = { ...settings, firstDay: '2026-03-01', folder: 'WhatsApp Archiver' };
    await visitor.post(`${draft}/schedule`, start);
    const made = (await visitor.post(`${draft}/review`)).location;
    assert.match((await visitor.get(made)).html, /role="status"[^>]*><span>The connector is made\./);
    const [connector] = made.split('?');
    assert.equal((await stage.means.secrets.read(secret)).value.reveal(), login.password);
    const deletion = await visitor.get(`${connector}/delete`);
    assert.match(deletion.html, /login to TeleMessage is removed.*archived up to 1 Mar 2026, 00:00 UTC/s);
    await visitor.post(`${connector}/delete`, { name: settings.displayName });
    await assert.rejects(stage.means.secrets.read(secret), { code: 'SecretMissing' });
    const again = await atMapping(visitor, login);
    await visitor.post(`${again}/mapping`, { automatic: 'on', action: 'next' });
    await visitor.post(`${again}/microsoft365`, { inScope: ANNA });
    const { html } = await visitor.get(`${again}/schedule`);
    assert.match(html, /deleted had archived up to 1 Mar 2026, 00:00 UTC/);
    assert.match(html, /name="firstDay"[^>]*value="2026-03-01"/);
  });

  it('goes no further than terms that nobody has accepted, and writes down who has', async () => {
    const visitor = stage.visitor(newId('admin'), 'id 1');
    const draft = await visitor.begin();
    const refused = await visitor.post(`${draft}/terms`);
    assert.equal(refused.status, 422);
    assert.match(refused.html, /aria-invalid="true"/);
    assert.equal((await visitor.get(`${draft}/review`)).location, `${draft}/terms`);
    assert.equal((await visitor.post(`${draft}/terms`, { accept: 'on' })).location, `${draft}/login`);
    await visitor.post(`${draft}/terms`, { accept: 'on' });
    const entries = await stage.means.audit.list(10, ({ by }) => by === visitor.name);
    assert.deepEqual(
      entries.map(({ action, byId }) => [action, byId]),
      [['terms.accept', 'id 1']],
    );
    assert.match(
      JSON.stringify(entries[0]?.after),
      /"version":"[\d-]+","language":"en","sha256":"[0-9a-f]{64}"/,
    );
  });

  describe('at the login', () => {
    it('tries a wrong password once, keeps what was typed but not the password, and stores nothing', async () => {
      const visitor = stage.visitor();
      const draft = await visitor.begin();
      await visitor.post(`${draft}/terms`, { accept: 'on' });
      const before = stage.site.requests.length;
      const login = { ...ownLogin(), password: 'not the password' };
      const { status, html } = await visitor.post(`${draft}/login`, login);
      assert.equal(status, 422);
      assert.equal(stage.site.requests.length, before + 1);
      assert.match(html, /role="alert".*401 InvalidCredentials/s);
      assert.ok(html.includes(login.username) && !html.includes(login.password));
      assert.deepEqual(await stage.secretsOf(draft), []);
      assert.equal((await visitor.get(`${draft}/mapping`)).location, `${draft}/login`);
    });

    it('says how many tries are left, and sends the same password no second time', async () => {
      const visitor = stage.visitor();
      const draft = await visitor.begin();
      await visitor.post(`${draft}/terms`, { accept: 'on' });
      const before = stage.site.requests.length;
      const login = { ...ownLogin(), password: 'not this either' };
      const send = async () => await visitor.post(`${draft}/login`, login);
      const { html } = await send();
      assert.match(html, /401 InvalidCredentials.*Tries left in the next 10 minutes: 1\./s);
      assert.match(html, /Correct the user name and the password or key/);
      assert.match((await send()).html, /This password was tried just now/);
      assert.equal(stage.site.requests.length, before + 1);
      const last = await visitor.post(`${draft}/login`, { ...login, password: 'nor this' });
      assert.match(last.html, /Tries left in the next 10 minutes: 0\..*Try again in 10 min, so that/s);
      assert.doesNotMatch(last.html, /then try again/);
    });

    it('has what a failed one named where the set-up is taken up again, and nothing that is secret', async () => {
      const visitor = stage.visitor();
      const draft = await visitor.begin();
      await visitor.post(`${draft}/terms`, { accept: 'on' });
      const named = { ...ownLogin(), product: 'whatsapp-cloud-archiver' };
      const chosen = /id="product-whatsapp-cloud-archiver"[^>]* checked/;
      await visitor.post(`${draft}/login`, { ...named, password: 'canary' });
      const { html } = await visitor.get(`${draft}/login`);
      const { url, username, password } = fieldsOf(html);
      assert.deepEqual([url, username, password], [named.url, named.username, '']);
      assert.match(html, chosen);
      const row = await stage.means.drafts.find(idOf(draft), visitor.name);
      assert.ok(row?.value.tried && !JSON.stringify(row).includes('canary'));
      assert.equal((await visitor.post(`${draft}/login`, named)).location, `${draft}/mapping`);
      await visitor.post(`${draft}/login`, { ...named, product: PRODUCT, username: 'another' });
      assert.match((await visitor.get(`${draft}/login`)).html, chosen, 'the one that works');
    });

    it('names every field that is wrong before it calls anybody', async () => {
      const visitor = stage.visitor();
      const draft = await visitor.begin();
      await visitor.post(`${draft}/terms`, { accept: 'on' });
      const before = stage.site.requests.length;
      const site = await visitor.post(`${draft}/login`, {
        type: 'telemessage',
        product: PRODUCT,
        url: 'http://a',
      });
      assert.match(site.html, /id="url-fault".*id="username-fault".*id="password-fault"/s);
      const sftp = await visitor.post(`${draft}/login`, { type: 'telemessage-sftp', product: PRODUCT });
      assert.match(sftp.html, /id="host-fault".*id="port-fault".*id="directory-fault".*id="hostKey-fault"/s);
      assert.equal(stage.site.requests.length, before);
    });

    it('keeps the password in the secret store alone, and sends it nowhere else than where it worked', async () => {
      const [visitor, login] = [stage.visitor(), ownLogin()];
      const draft = await atMapping(visitor, login);
      const [secret = ''] = await stage.secretsOf(draft);
      assert.equal((await stage.means.secrets.read(secret)).value.reveal(), login.password);
      const row = await stage.means.drafts.find(idOf(draft), visitor.name);
      assert.doesNotMatch(JSON.stringify(row), new RegExp(login.password));
      assert.doesNotMatch((await visitor.get(`${draft}/login`)).html, new RegExp(login.password));
      const same = await visitor.post(`${draft}/login`, { ...login, password: '' });
      assert.equal(same.location, `${draft}/mapping`);
      const elsewhere = await visitor.post(`${draft}/login`, {
        ...login,
        password: '',
        url: 'https://127.0.0.1:1',
      });
      assert.match(elsewhere.html, /id="password-fault"/);
    });

    describe('of an SFTP server', () => {
      let sshd: Sshd;
      before(async function () {
        needsSshd(this);
        sshd = await startSshd();
      });
      after(async () => await sshd?.close());

      it('takes a key for encrypted messages, keeps it in the secret store alone, and has it replaced', async () => {
        const visitor = stage.visitor();
        const draft = await visitor.begin();
        await visitor.post(`${draft}/terms`, { accept: 'on' });
        const { host, port, username, hostKey, directory, privateKey } = sshd;
        const login = { type: 'telemessage-sftp', product: PRODUCT, host, port: String(port), username };
        const form = { ...login, hostKey, directory, secretKind: 'privateKey', privateKey };
        const wrong = await visitor.post(`${draft}/login`, { ...form, decryptionKey: 'canary' });
        assert.match(wrong.html, /id="decryptionKey-fault"/);
        assert.doesNotMatch(wrong.html, /canary/);
        const [first, second] = [newPrivateKey(), newPrivateKey()];
        const kept = await visitor.post(`${draft}/login`, { ...form, decryptionKey: first });
        assert.equal(kept.location, `${draft}/mapping`);
        const again = await visitor.post(`${draft}/login`, { ...form, privateKey: '' });
        assert.equal(again.location, `${draft}/mapping`);

        const source = (await stage.means.drafts.find(idOf(draft), visitor.name))?.value.login?.source;
        assert.ok(source?.type === 'telemessage-sftp');
        const name = source.decryptionKeySecret ?? '';
        assert.match(name, new RegExp(`^${draftSecret({ id: idOf(draft) })}-\\w+-decryption$`));
        const stored = async () => (await stage.means.secrets.read(name)).value.reveal().trim();
        assert.equal(await stored(), first.trim());

        const id = newId('sftp');
        const termsAccepted = { by: 'a', at: '2026-11-20T09:00:00Z' };
        const connector = parseConnector({ id, displayName: 'SFTP', source, termsAccepted });
        const actor = { name: 'a', via: 'console' as const };
        await createConnector(stage.means, actor, {
          connector,
          csv: null,
          password: undefined,
          choices: {},
        });
        const { html } = await visitor.get(`/connectors/${id}/edit`);
        assert.doesNotMatch(html, /PRIVATE KEY/);
        const fields = { ...fieldsOf(html), automatic: 'on', secretKind: 'privateKey' };
        assert.equal((await visitor.post(`/connectors/${id}/edit`, fields)).status, 303);
        assert.equal(await stored(), first.trim());
        const replaced = {
          ...fields,
          etag: (await stage.means.connectors.get(id)).etag,
          decryptionKey: second,
        };
        assert.equal((await visitor.post(`/connectors/${id}/edit`, replaced)).status, 303);
        const { source: edited } = (await stage.means.connectors.get(id)).connector;
        const newName = decryptionSecret(edited) ?? '';
        assert.equal((await stage.means.secrets.read(newName)).value.reveal().trim(), second.trim());
        assert.equal(await stored(), first.trim(), 'the set-up still has its own');
        const [entry] = await stage.means.audit.list(1, ({ action }) => action === 'connector.update');
        assert.match(JSON.stringify(entry?.after), /"decryptionKey":"replaced"/);
        assert.doesNotMatch(JSON.stringify(entry), /PRIVATE KEY/);
        await visitor.post(`/connectors/${id}/delete`, { name: 'SFTP' });
        await assert.rejects(stage.means.secrets.read(newName), { code: 'SecretMissing' });
      });

      it('takes the key away with a set-up that is discarded', async () => {
        const visitor = stage.visitor();
        const draft = await atMapping(visitor);
        const name = `${draftSecret({ id: idOf(draft) })}-decryption`;
        await stage.means.secrets.write(name, new Secret(newPrivateKey()));
        await visitor.post(`${draft}/discard`);
        assert.deepEqual(await stage.secretsOf(draft), []);
      });
    });

    it('refuses an account that another connector archives', async () => {
      const visitor = stage.visitor();
      const draft = await atReview(visitor, newId('taken'));
      await visitor.post(`${draft}/review`);
      const login = { ...ownLogin(), username: `admin-${accounts - 2}@contoso.example` };
      const again = await visitor.begin();
      await visitor.post(`${again}/terms`, { accept: 'on' });
      const { status, html } = await visitor.post(`${again}/login`, {
        ...login,
        password: `right ${accounts - 2}`,
      });
      assert.equal(status, 422);
      assert.match(html, /archives this account and product already/);
    });
  });

  describe('at the user mapping', () => {
    it('names bad rows by their line, and goes on without them only where that is said', async () => {
      const visitor = stage.visitor();
      const draft = await atMapping(visitor);
      const file = csv(
        'Mobile,Email',
        `+447911123456,${ANNA}`,
        `07911123457,${BEN}`,
        'x,nobody@contoso.example',
      );
      const refused = await visitor.post(`${draft}/mapping`, { automatic: 'on', csv: file, action: 'next' });
      assert.equal(refused.location, `${draft}/mapping`);
      const { html } = await visitor.get(`${draft}/mapping`);
      assert.match(html, />3<.*national number without country.*>4<.*not a number/s);
      assert.match(html, /\+447911123456.*anna@contoso\.example.*Yes/s);
      const skipped = { automatic: 'on', skipBadRows: 'on', action: 'next' };
      assert.equal((await visitor.post(`${draft}/mapping`, skipped)).location, `${draft}/microsoft365`);
    });

    it('shows what a file does before it goes on, and the review says it again', async () => {
      const visitor = stage.visitor();
      const draft = await atMapping(visitor);
      const file = csv('Mobile,Email', `+447911123456,${ANNA}`, `+447911123457,${BEN}`);
      const chosen = await visitor.post(`${draft}/mapping`, { automatic: 'on', csv: file, action: 'next' });
      assert.equal(chosen.location, `${draft}/mapping`);
      const { html } = await visitor.get(`${draft}/mapping`);
      assert.match(html, /Rows without faults<\/dt><dd>2<.*Rows with faults<\/dt><dd>0</s);
      assert.match(html, /Chosen: mapping\.csv/);
      const seen = await visitor.post(`${draft}/mapping`, { automatic: 'on', action: 'next' });
      assert.equal(seen.location, `${draft}/microsoft365`);
      const other = csv('Mobile,Email', `+447911123456,${BEN}`);
      const again = await visitor.post(`${draft}/mapping`, { automatic: 'on', csv: other, action: 'next' });
      assert.equal(again.location, `${draft}/mapping`);
      await visitor.post(`${draft}/microsoft365`, { inScope: ANNA });
      const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
      const settings = { displayName: newId('file'), firstDay: day, time: '03:15', timezone: 'UTC' };
      const others = { lookbackHours: '24', folder: 'WhatsApp Archiver' };
      await visitor.post(`${draft}/schedule`, { ...settings, ...others });
      assert.match((await visitor.get(`${draft}/review`)).html, /mapping\.csv: 1 rows, 1 users receive mail/);
    });

    it('shows no form to type in while a file is still being checked', async () => {
      const visitor = stage.visitor();
      const draft = await atMapping(visitor);
      const release = stage.holdLookUps();
      const file = csv('Mobile,Email', `+447911123456,${newId('slow')}@contoso.example`);
      const stored = await stage.means.drafts.putCsv(idOf(draft), Buffer.from(await file.arrayBuffer()));
      const row = await stage.means.drafts.find(idOf(draft), visitor.name);
      assert.ok(row);
      const mapping = { rules: { automatic: true }, skipBadRows: false, isAccepted: false };
      await stage.means.drafts.update(row, {
        mapping: { ...mapping, csv: { ...stored, fileName: file.name } },
      });
      const waiting = await visitor.get(`${draft}/mapping`);
      release();
      assert.match(waiting.html, /The addresses are being looked up/);
      assert.doesNotMatch(waiting.html, /name="csv"/);
      assert.match((await visitor.get(`${draft}/mapping`)).html, /name="csv"/);
    });

    it('refuses what is no CSV, a country that is none, and a mapping for nobody', async () => {
      const visitor = stage.visitor();
      const draft = await atMapping(visitor);
      await visitor.post(`${draft}/mapping`, {
        automatic: 'on',
        csv: new File([new Uint8Array([0x50, 0x4b, 3, 4])], 'a.xlsx'),
      });
      assert.match((await visitor.get(`${draft}/mapping`)).html, /a workbook, not CSV/);
      const country = await visitor.post(`${draft}/mapping`, { automatic: 'on', defaultCountry: 'xx' });
      assert.match(country.html, /id="defaultCountry-fault"/);
      const nobody = await visitor.post(`${draft}/mapping`, { removeCsv: 'on' });
      assert.match(nobody.html, /nobody would receive mail/);
      assert.equal((await visitor.get(`${draft}/microsoft365`)).location, `${draft}/mapping`);
    });

    it('takes a large file, shows the first rows of it, and answers before all of it is looked up', async () => {
      const visitor = stage.visitor();
      const draft = await atMapping(visitor);
      const rows = Array.from(
        { length: 5_000 },
        (_, index) => `+4479111${String(index).padStart(5, '0')},${index % 2 ? ANNA : BEN}`,
      );
      const startedMs = Date.now();
      const file = csv('Mobile,Email', ...rows);
      await visitor.post(`${draft}/mapping`, { automatic: 'on', csv: file, action: 'next' });
      const { html } = await visitor.get(`${draft}/mapping`);
      assert.ok(Date.now() - startedMs < 30_000, `took ${Date.now() - startedMs} ms`);
      assert.ok(html.length < 100_000, `${html.length} characters`);
      assert.match(html, /5,000|The addresses are being looked up/);
    });

    it('says when Microsoft 365 does not answer, and checks again later', async () => {
      const visitor = stage.visitor();
      const draft = await atMapping(visitor);
      stage.tenant.failNext(1, { match: 'users', status: 403 });
      const file = csv(
        'Mobile,Email',
        `+447911123456,${newId('u')}@contoso.example`,
        `+447911123459,${ANNA}`,
      );
      const skipped = { automatic: 'on', csv: file, skipBadRows: 'on', action: 'next' };
      const refused = await visitor.post(`${draft}/mapping`, skipped);
      assert.equal(refused.location, `${draft}/mapping`);
      const { csv: _, ...same } = skipped;
      assert.equal((await visitor.post(`${draft}/mapping`, same)).location, `${draft}/microsoft365`);
    });
  });

  it('shows the exact consent and commands, and what is seen of both', async () => {
    const visitor = stage.visitor();
    const draft = await atMapping(visitor);
    await visitor.post(`${draft}/mapping`, { automatic: 'on', action: 'next' });
    const wrong = await visitor.post(`${draft}/microsoft365`, { inScope: 'nobody' });
    assert.match(wrong.html, /id="inScope-fault"/);
    await visitor.post(`${draft}/microsoft365`, { inScope: ANNA, action: 'check' });
    const { html } = await visitor.get(`${draft}/microsoft365`);
    assert.match(html, /\/adminconsent\?client_id=11112222-/);
    assert.match(html, /New-ManagementRoleAssignment -App 11112222-/);
    assert.match(html, new RegExp(`the mailbox of ${ANNA} opens`));
  });

  it('names what is wrong with name, schedule and first day, and keeps what was typed', async () => {
    const visitor = stage.visitor();
    const draft = await atMapping(visitor);
    await visitor.post(`${draft}/mapping`, { automatic: 'on', action: 'next' });
    await visitor.post(`${draft}/microsoft365`);
    const typed = { displayName: 'New', firstDay: '2999-01-01', time: '', timezone: 'Mars', folder: 'a/b' };
    const { status, html } = await visitor.post(`${draft}/schedule`, { ...typed, lookbackHours: '9999' });
    assert.equal(status, 422);
    for (const name of ['firstDay', 'time', 'timezone', 'id', 'lookbackHours', 'folder'])
      assert.ok(html.includes(`id="${name}-fault"`), name);
    assert.match(html, /value="2999-01-01".*value="Mars"/s);
  });

  describe('at the end', () => {
    it('makes one connector with its schedule, also where Finish is pressed twice at once and once more', async () => {
      const visitor = stage.visitor();
      const name = newId('Twice');
      const draft = await atReview(visitor, name);
      const review = await visitor.get(`${draft}/review`);
      assert.match(review.html, /Every day at 03:15 Europe\/London/);
      const pressed = await Promise.all([visitor.post(`${draft}/review`), visitor.post(`${draft}/review`)]);
      pressed.push(await visitor.post(`${draft}/review`));
      const id = name.toLowerCase();
      assert.deepEqual(
        pressed.map(({ location }) => location.replace('?done=created', '')),
        Array.from({ length: 3 }, () => `/connectors/${id}`),
      );
      const { connector } = await stage.means.connectors.get(id);
      assert.deepEqual(connector.schedule.cron, '15 3 * * *');
      assert.equal(connector.termsAccepted.by, visitor.name);
      assert.match(connector.termsAccepted.version ?? '', /^[\d-]+$/);
      assert.ok(await stage.means.schedules.describe(id));
      const made = await stage.means.audit.list(
        10,
        ({ connectorId, action }) => connectorId === id && action === 'connector.create',
      );
      assert.deepEqual(
        made.map(({ by, via }) => [by, via]),
        [[visitor.name, 'console']],
      );
      assert.doesNotMatch(JSON.stringify(made), /right \d/);
      const accepted = await stage.means.audit.list(
        1,
        ({ by, action }) => by === visitor.name && action === 'terms.accept',
      );
      assert.deepEqual(
        [...made, ...accepted].map(({ after }) => (after as { setUp?: string }).setUp),
        [idOf(draft), idOf(draft)],
      );
      assert.match((await visitor.get(`/connectors/${id}`)).html, /Version 2026-11, English/);
      assert.equal(await stage.means.drafts.find(idOf(draft), visitor.name), undefined);
      assert.equal((await stage.secretsOf(draft)).length, 1);
    });

    it('leads to the connector from every step, also where somebody has gone back or has another window', async () => {
      const visitor = stage.visitor();
      const name = newId('back');
      const draft = await atReview(visitor, name);
      await visitor.post(`${draft}/review`);
      for (const step of ['terms', 'login', 'mapping', 'review', 'discard']) {
        const { status, location } = await visitor.get(`${draft}/${step}`);
        assert.deepEqual([status, location], [303, `/connectors/${name}`], step);
      }
      for (const step of ['schedule', 'discard'])
        assert.equal((await visitor.post(`${draft}/${step}`)).location, `/connectors/${name}`, step);
      assert.ok(await stage.means.connectors.get(name));
    });

    it('makes a connector that has its password, whatever another window does meanwhile', async () => {
      const [visitor, name] = [stage.visitor(), newId('meanwhile')];
      const draft = await atReview(visitor, name);
      const stored = await stage.means.drafts.find(idOf(draft), visitor.name);
      assert.ok(stored);
      const { connectors, secrets } = stage.means;
      const create = connectors.create.bind(connectors);
      let others: unknown[] = [];
      connectors.create = async (...given) => {
        const discard = await visitor.post(`${draft}/discard`);
        await removeExpired(stage.means, Date.now() + 15 * DAY_MS);
        const login = { source: stored.value.login?.source, secrets: { password: new Secret('another') } };
        assert.ok(login.source);
        const [kept] = await Promise.allSettled([
          keepLogin(stage.means, actor, stored, { ...login, source: login.source }),
        ]);
        others = [discard.status, kept.status];
        await create(...given);
      };
      try {
        assert.equal((await visitor.post(`${draft}/review`)).location, `/connectors/${name}?done=created`);
      } finally {
        connectors.create = create;
      }
      assert.deepEqual(others, [422, 'rejected']);
      const { connector } = await connectors.get(name);
      const secret = await secrets.read(loginSecret(connector.source));
      assert.match(secret.value.reveal(), /^right/);
      assert.equal((await stage.secretsOf(draft)).length, 1);
    });

    it('shows a step again, with what is in the way, where somebody else was quicker', async () => {
      const visitor = stage.visitor();
      const draft = await atReview(visitor, newId('quicker'));
      const stored = await stage.means.drafts.find(idOf(draft), visitor.name);
      assert.ok(stored);
      await stage.means.drafts.update(stored, { finishingAt: new Date().toISOString() });
      for (const [step, fields] of [
        ['microsoft365', { inScope: BEN }],
        ['mapping', { automatic: 'on' }],
      ] as const) {
        const { status, html } = await visitor.post(`${draft}/${step}`, fields);
        assert.equal(status, 422, step);
        assert.match(html, /being finished in another window/, step);
      }
    });

    it('leaves a connector its password where a login comes late from another window', async () => {
      const [visitor, name] = [stage.visitor(), newId('late')];
      const draft = await atReview(visitor, name);
      const stored = await stage.means.drafts.find(idOf(draft), visitor.name);
      const source = stored?.value.login?.source;
      assert.ok(stored && source);
      await visitor.post(`${draft}/review`);
      const password = new Secret(`right ${accounts - 1}`);
      // Of an account that is taken by now, so that it is the login's own check that has passed before.
      stage.means.connectors.checkAccount = async () => await Promise.resolve();
      const late = keepLogin(stage.means, actor, stored, { source, secrets: { password } });
      await assert.rejects(late, { code: 'InvalidArgument' });
      Reflect.deleteProperty(stage.means.connectors, 'checkAccount');
      assert.deepEqual(await stage.secretsOf(draft), [loginSecret(source)]);
    });

    it('says why the mapping is refused where a deleted connector had the id, and checks it anew', async () => {
      const [visitor, name] = [stage.visitor(), newId('former')];
      const former = await atReview(visitor, name, csv('Mobile,Email', `+447911123456,${ANNA}`));
      await visitor.post(`${former}/review`);
      await visitor.post(`/connectors/${name}/delete`, { name });
      const draft = await atReview(visitor, name, csv('Mobile,Email', `+447911123456,${BEN}`));
      const { status, html } = await visitor.post(`${draft}/review`);
      assert.equal(status, 422);
      assert.match(html, /role="alert".*give a number to another user: 1.*another id on Name and schedule/s);
      const { lookUpUsers } = stage.means;
      let lookedUp = 0;
      stage.means.lookUpUsers = async (addresses) => {
        lookedUp++;
        return await lookUpUsers(addresses);
      };
      await visitor.get(`${draft}/mapping`);
      stage.means.lookUpUsers = lookUpUsers;
      assert.equal(lookedUp, 1);
    });

    it('leads to the connector also where its set-up cannot be cleared away', async () => {
      const [visitor, name] = [stage.visitor(), newId('uncleared')];
      const draft = await atReview(visitor, name);
      const { drafts } = stage.means;
      drafts.end = async () => await Promise.reject(new Error('storage is away'));
      try {
        assert.equal((await visitor.post(`${draft}/review`)).location, `/connectors/${name}?done=created`);
      } finally {
        Reflect.deleteProperty(drafts, 'end');
      }
    });

    it('makes nothing where the password has changed meanwhile', async () => {
      const visitor = stage.visitor();
      const name = newId('changed');
      const draft = await atReview(visitor, name);
      for (const secret of await stage.secretsOf(draft)) await stage.means.secrets.remove(secret);
      const { status, html } = await visitor.post(`${draft}/review`);
      assert.equal(status, 422);
      assert.match(html, /The secret .* cannot be read/);
      assert.equal(await stage.means.schedules.describe(name), undefined);
      await assert.rejects(stage.means.connectors.get(name), { code: 'ConnectorNotFound' });
    });
  });

  describe('left in the middle', () => {
    it('goes on where it was left, and back to what was done', async () => {
      const visitor = stage.visitor();
      const draft = await atMapping(visitor);
      const { html } = await visitor.get('/connectors');
      assert.ok(html.includes(`href="${draft}/mapping"`));
      assert.match(html, /Set-up not finished.*<table class="cards-when-narrow"/s);
      const login = await visitor.get(`${draft}/login`);
      assert.match(login.html, new RegExp(`value="${stage.site.url}"`));
      assert.match(login.html, /aria-current="step"/);
    });

    it('is gone with its secret and its file once it is discarded, or nobody has come back for two weeks', async () => {
      const [visitor, late] = [stage.visitor(), stage.visitor()];
      const [discarded, expired] = [await atMapping(visitor), await atMapping(late)];
      await visitor.post(`${discarded}/mapping`, {
        automatic: 'on',
        csv: csv('Mobile,Email', `+447911123456,${ANNA}`),
      });
      const blob =
        (await stage.means.drafts.find(idOf(discarded), visitor.name))?.value.mapping?.csv?.blob ?? '';
      assert.ok((await stage.means.drafts.readCsv(blob)).length > 0);
      assert.ok((await visitor.get('/connectors')).html.includes(`href="${discarded}/discard"`));
      const asked = await visitor.get(`${discarded}/discard`);
      assert.match(asked.html, /Discard this set-up\?/);
      assert.ok((await stage.means.drafts.readCsv(blob)).length > 0);
      const { location } = await visitor.post(`${discarded}/discard`);
      assert.match((await visitor.get(location)).html, /role="status"[^>]*><span>The set-up is discarded/);
      await assert.rejects(stage.means.drafts.readCsv(blob));
      const row = await stage.means.drafts.find(idOf(expired), late.name);
      assert.ok(row);
      await stage.means.drafts.update(row, {}, new Date(Date.now() - 15 * DAY_MS));
      assert.doesNotMatch((await visitor.get('/connectors')).html, /Set-up not finished/);
      for (const draft of [discarded, expired]) assert.deepEqual(await stage.secretsOf(draft), []);
      assert.equal((await visitor.get(`${discarded}/terms`)).status, 404);
    });
  });
});

function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

describe('a draft', () => {
  it('is kept for two weeks after its last change', () => {
    const at = '2026-11-01T00:00:00.000Z';
    const draft = { id: 'd', owner: 'a', by: 'a', startedAt: at, changedAt: at };
    assert.equal(isExpired(draft, Date.parse('2026-11-14T23:59:59.000Z')), false);
    assert.equal(isExpired(draft, Date.parse('2026-11-15T00:00:00.000Z')), true);
  });
});
