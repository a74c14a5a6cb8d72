import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { fileAnswer } from '../../src/doctor/certificate.js';
import { examineAppRegistration } from '../../src/doctor/graph.js';
import { examineMailboxes, type MailboxQuestions } from '../../src/doctor/mailboxes.js';
import type { Finding } from '../../src/doctor/finding.js';
import { Secret } from '../../src/secret.js';
import type { GraphSettings } from '../../src/settings/graph.js';
import { freePort } from '../../src/temporal/dev-server.js';
import {
  ANNA,
  BEN,
  CLIENT_ID,
  CLIENT_SECRET,
  startTenant,
  UNLICENSED,
  type TestTenant,
} from '../support/sandbox-tenant.js';
import { anExamination, assertFinding, statesOf } from './support.js';

const FOLDER = 'WhatsApp Archiver';
const DAY_MS = 86_400_000;
const INSIDE = 'a mailbox in scope';
const OUTSIDE = 'a mailbox out of scope';

describe('the check of Microsoft 365', () => {
  let tenant: TestTenant;

  beforeEach(async () => void (tenant = await startTenant()));
  afterEach(async () => await tenant.close());

  const settingsOf = (changes: Partial<GraphSettings> = {}): GraphSettings => ({
    cloud: 'worldwide',
    tenantId: tenant.tenantId,
    clientId: tenant.clientId,
    credential: { clientSecret: new Secret(CLIENT_SECRET) },
    authorityHost: tenant.url,
    graphUrl: tenant.url,
    ...changes,
  });

  const examine = async (
    questions: Partial<MailboxQuestions> = {},
    settings: GraphSettings | undefined = settingsOf(),
  ): Promise<Finding[]> => {
    const examination = anExamination('graph');
    const app = await examineAppRegistration(examination, settings);
    const all = {
      inScope: undefined,
      outOfScope: undefined,
      mapped: undefined,
      folders: [FOLDER],
      ...questions,
    };
    await examineMailboxes(examination, app, all);
    const changes = tenant.requests.filter(
      ({ method, path }) => method !== 'GET' && !/token|batch/.test(path),
    );
    assert.deepEqual(changes, [], 'something was changed');
    assert.doesNotMatch(JSON.stringify(examination.findings), new RegExp(CLIENT_SECRET));
    return examination.findings;
  };

  /** As Entra's admin center shows the object id of a user. */
  const idOf = (address: string): string =>
    tenant.users.find(({ userPrincipalName }) => userPrincipalName === address)?.id ?? '';

  const putMail = async (address: string): Promise<void> => {
    const { json } = await tenant.graph('POST', `/users/${address}/mailFolders`, {
      body: { displayName: FOLDER },
    });
    await tenant.graph('POST', `/users/${address}/mailFolders/${json.id}/messages`, {
      body: { subject: 'archived' },
    });
    tenant.requests.length = 0;
  };

  it('finds everything good where the app opens what it is to open and nothing else', async () => {
    await putMail(ANNA);
    tenant.rights.deniedMailboxes.add(idOf(BEN));
    const findings = await examine({ inScope: ANNA, outOfScope: BEN });
    assert.deepEqual(statesOf(findings), {
      'app registration': 'good',
      'user look-up': 'good',
      [INSIDE]: 'good',
      [OUTSIDE]: 'good',
    });
    assertFinding(findings, INSIDE, 'good', {
      detail: /anna@contoso\.example opens; mails in its folder: 1/,
    });
    assertFinding(findings, OUTSIDE, 'good', { detail: /ben@contoso\.example is refused/ });
  });

  it('does not take a mailbox that opens for one that may be written to', async () => {
    const findings = await examine({ inScope: ANNA });
    assertFinding(findings, INSIDE, 'unknown', {
      detail: /opens; the first import makes its folder; whether it may write/,
      nextStep: new RegExp(`Test-ServicePrincipalAuthorization -Identity ${CLIENT_ID} -Resource ${ANNA}`),
    });
  });

  it('opens the mailbox of a mapped user where no address is given, and does not name them', async () => {
    await putMail(ANNA);
    const mapped = { id: idOf(ANNA), userPrincipalName: ANNA, mail: ANNA, displayName: 'Anna' };
    const findings = await examine({ mapped });
    assertFinding(findings, INSIDE, 'good', { detail: /the mailbox of a mapped user opens/ });
    assert.doesNotMatch(JSON.stringify(findings), /anna/i);
  });

  it('says how to find out where nobody was named', async () => {
    const findings = await examine();
    assertFinding(findings, INSIDE, 'unknown', { nextStep: /--in-scope ADDRESS/ });
    assertFinding(findings, OUTSIDE, 'unknown', { nextStep: /--out-of-scope ADDRESS/ });
  });

  it('says of a mailbox that is to open and does not how Exchange opens it', async () => {
    tenant.rights.deniedMailboxes.add(idOf(ANNA));
    const findings = await examine({ inScope: ANNA, outOfScope: ANNA });
    assertFinding(findings, INSIDE, 'bad', {
      detail: /^AccessDenied/,
      nextStep:
        /New-ManagementRoleAssignment -Role "Application Mail\.ReadWrite" -App \S+ -CustomResourceScope/,
    });
    // A refusal proves no scope where everything is refused.
    assertFinding(findings, OUTSIDE, 'unknown', { detail: /none was seen to open/ });
  });

  it('finds a mailbox that opens and is not to, and says how to restrict the app', async () => {
    const findings = await examine({ inScope: ANNA, outOfScope: BEN });
    assertFinding(findings, OUTSIDE, 'bad', {
      detail: /ben@contoso\.example opens, and is not to/,
      nextStep: /^In Exchange Online PowerShell.*New-ManagementScope/,
    });
  });

  it('finds the consent in Entra that opens every mailbox whatever Exchange says', async () => {
    tenant.rights.mailInEntra = true;
    tenant.rights.deniedMailboxes.add(idOf(BEN));
    const findings = await examine({ inScope: ANNA, outOfScope: BEN });
    assertFinding(findings, INSIDE, 'good');
    assertFinding(findings, OUTSIDE, 'bad', {
      nextStep: /^Take the consent to Mail\.ReadWrite back in Entra/,
    });
    assertFinding(await examine(), OUTSIDE, 'unknown', { detail: /consented to Mail\.ReadWrite/ });
  });

  it('finds that users cannot be looked up, and asks for no mailbox then', async () => {
    tenant.rights.directory = false;
    const findings = await examine({ inScope: ANNA });
    assertFinding(findings, 'user look-up', 'bad', {
      detail: /^DirectoryDenied/,
      nextStep: /consents to User\.Read\.All/,
    });
    assertFinding(findings, INSIDE, 'unknown', { detail: /not checked because users cannot be looked up/ });
  });

  it('asks for the address of somebody with a mailbox where the one given leads to none', async () => {
    const findings = await examine({ inScope: UNLICENSED, outOfScope: 'nobody@contoso.example' });
    assertFinding(findings, INSIDE, 'unknown', { detail: /nomail@contoso\.example leads to no mailbox/ });
    assertFinding(findings, OUTSIDE, 'unknown', { nextStep: /user with a mailbox/ });
  });

  it('tells a refused app registration from an authority that is not there', async () => {
    const wrong = await examine({}, settingsOf({ credential: { clientSecret: new Secret('wrong one') } }));
    assertFinding(wrong, 'app registration', 'bad', {
      detail: /GraphRefusedLogin.*401, AADSTS7000215/,
      nextStep: /AZURE_CLIENT_ID/,
    });
    assertFinding(wrong, 'user look-up', 'unknown', { detail: /there is no token/ });
    const authorityHost = `https://127.0.0.1:${await freePort()}`;
    const gone = await examine({}, settingsOf({ authorityHost }));
    assertFinding(gone, 'app registration', 'bad', {
      detail: /GraphUnreachable/,
      nextStep: /AZURE_AUTHORITY_HOST/,
    });
  });

  it('says of a throttled tenant that nothing is known', async () => {
    tenant.failNext(1, { match: /batch/, status: 429, retryAfter: 7 });
    assertFinding(await examine(), 'user look-up', 'unknown', { nextStep: /Wait some minutes/ });
  });

  it('is not asked where its settings are missing', async () => {
    const examination = anExamination('graph');
    assert.equal(await examineAppRegistration(examination, undefined), undefined);
    assertFinding(examination.findings, 'app registration', 'unknown', { detail: /settings/ });
  });
});

describe('the certificate of an app registration', () => {
  let directory: string;
  before(async () => void (directory = await mkdtemp(join(tmpdir(), 'archiver-certificate-'))));
  after(async () => await rm(directory, { recursive: true }));

  const made = async (days: number) =>
    await generate([{ name: 'commonName', value: 'whatsapp-archiver' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.now() - 400 * DAY_MS),
      notAfterDate: new Date(Date.now() + days * DAY_MS),
    });

  const answerTo = async (pem: string, mode = 0o600) => {
    const path = join(directory, 'certificate.pem');
    await writeFile(path, pem);
    await chmod(path, mode);
    return await fileAnswer(path, Date.now());
  };

  it('is good until a month before its end', async () => {
    for (const { days, state, detail } of [
      { days: 31, state: 'good', detail: /is good until 20/ },
      { days: 29, state: 'bad', detail: /ends on 20..-..-.., in 2[89] days/ },
      { days: -1, state: 'bad', detail: /ended on 20/ },
    ]) {
      const { private: key, cert } = await made(days);
      const answer = await answerTo(`${key}\n${cert}`);
      assert.equal(answer.state, state);
      assert.match(answer.detail, detail);
    }
  });

  it('needs the private key that is its own, in a file that is closed to others', async () => {
    const [one, other] = [await made(100), await made(100)];
    assert.match((await answerTo(one.cert)).detail, /no certificate and private key/);
    assert.match((await answerTo('nonsense')).detail, /no certificate and private key/);
    assert.match((await answerTo(`${one.cert}\n${other.private}`)).detail, /not that of its certificate/);
    assert.match((await answerTo(`${one.cert}\n${one.private}`, 0o644)).detail, /others/);
    assert.match((await fileAnswer(join(directory, 'none.pem'), Date.now())).detail, /cannot be read/);
  });
});
