import assert from 'node:assert/strict';
import { AREAS, type Finding, type State } from '../../src/doctor/finding.js';
import { runClient } from '../../src/sandbox/installation.js';
import { assertFinding } from '../doctor/support.js';
import { assertError, Stage } from './support.js';

const ID = 'emea';
const RETENTION_SECONDS = 30 * 86_400;
/** No settings but an address at which nobody listens. */
const BARE = { PATH: process.env['PATH'], HOME: process.env['HOME'], TEMPORAL_ADDRESS: '127.0.0.1:1' };

interface Document {
  checks: Finding[];
  state: State;
}

describe('doctor without an installation', function () {
  it('names all that is missing, goes on after each fault, and ends with 3', async () => {
    const { exitCode, stdout, stderr } = await runClient(BARE, ['doctor']);
    assert.deepEqual([exitCode, stderr], [3, '']);
    for (const shown of [
      /^bad +settings +AZURE_TENANT_ID +is missing/m,
      /^bad +temporal +server +TemporalUnreachable/m,
      /^unknown +storage +connectors +not checked because/m,
      /^- temporal server: Check TEMPORAL_ADDRESS/m,
    ])
      assert.match(stdout, shown);
  });

  it('refuses an address that is none, before it looks at anything', async () => {
    const finished = await runClient(BARE, ['doctor', '--in-scope', 'anna']);
    assertError(finished, 2, 'InvalidArgument', /--in-scope is no address/);
  });
});

describe('doctor in an installation', function () {
  let stage: Stage;

  before(async function () {
    stage = await Stage.start(this, { seed: 'doctor', items: 8 });
    await stage.create(ID);
    await stage.startWorker();
    await stage.run(['connector', 'run', ID, '--wait']);
    // A development server keeps ended runs for less than doctor asks for.
    await stage.temporal.workflowService.updateNamespace({
      namespace: 'default',
      config: { workflowExecutionRetentionTtl: { seconds: RETENTION_SECONDS as never } },
    });
  });
  after(async () => await stage?.close());

  const logins = (): number =>
    stage.installation.site.requests.filter(({ route }) => route === 'login').length;

  /** Mails by mailbox, of those that have one. */
  const mails = (): Map<string, number> => {
    const { tenant } = stage.installation;
    const open = tenant.users.filter(({ id }) => tenant.mailboxes.get(id)?.isRevoked === false);
    return new Map(
      open.map(({ id, userPrincipalName }) => [userPrincipalName, tenant.messagesOf(id).length]),
    );
  };

  it('finds everything good and ends with 0, with one login and not a mail more', async () => {
    const { tenant } = stage.installation;
    const [mailsBefore, loginsBefore] = [mails(), logins()];
    const [inside = '', outside = ''] = [...mailsBefore]
      .toSorted(([, a], [, b]) => b - a)
      .map(([name]) => name);
    const outsider = tenant.users.find(({ userPrincipalName }) => userPrincipalName === outside);
    tenant.rights.deniedMailboxes.add(outsider?.id ?? '');
    const args = ['doctor', ID, '--in-scope', inside, '--out-of-scope', outside, '--json'];
    const { exitCode, stdout } = await stage.run(args);
    const { checks, state } = JSON.parse(stdout) as Document;
    assert.deepEqual(
      checks.filter((check) => check.state !== 'good'),
      [],
    );
    assert.deepEqual([state, exitCode, logins() - loginsBefore], ['good', 0, 1]);
    assert.deepEqual(mails(), mailsBefore);
    assert.deepEqual([...new Set(checks.map(({ area }) => area))], [...AREAS]);
  });

  it('finds a schedule that is paused, and ends with 3', async () => {
    await stage.temporal.schedule.getHandle(`connector/${ID}`).pause('a holiday');
    const { checks, state } = await stage.json<Document>(3, ['doctor']);
    assert.equal(state, 'bad');
    assertFinding(checks, `schedule of ${ID}`, 'bad', { detail: /a holiday/, nextStep: /connector resume/ });
    assertFinding(checks, 'a mailbox out of scope', 'unknown', { nextStep: /--out-of-scope/ });
  });

  it('says of a connector that is not there that it is not', async () => {
    assertError(await stage.run(['doctor', 'apac']), 2, 'ConnectorNotFound', /apac/);
  });
});
