import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { ScheduleNotFoundError } from '@temporalio/client';
import type { Report } from '../../src/domain/report.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import { ADMIN, type Finished } from '../../src/sandbox/installation.js';
import { freePort } from '../../src/temporal/dev-server.js';
import { assertError, assertProgress, Stage } from './support.js';

const ID = 'emea';
const SECRET = `telemessage-${ID}`;
/** What a person still waits for without wondering, beyond what a command takes on this machine at this moment. */
const SECONDS_MS = 10_000;

/** What a command prints that has waited for a run until it paused. */
interface Waited {
  paused: string;
  state: string;
  reason: string | null;
}

describe('an outside system that refuses us or is not there', function () {
  let stage: Stage;
  let nobody: string;

  before(async function () {
    // A third of the day at first; the rest shows up late, so that later runs have something to do.
    stage = await Stage.start(this, { seed: 'refusals', delivered: ({ items }) => items.slice(0, 8) });
    nobody = `127.0.0.1:${await freePort()}`;
  });
  after(async () => await stage?.close());

  const logins = (status: number): number =>
    stage.installation.site.requests.filter((each) => each.route === 'login' && each.status === status)
      .length;

  const assertNothingMade = async (): Promise<void> => {
    assert.deepEqual(await stage.json(0, ['connector', 'list']), { connectors: [] });
    assert.deepEqual(await readdir(stage.env['ARCHIVER_SECRETS_DIR'] ?? ''), []);
    await assert.rejects(
      stage.temporal.schedule.getHandle(`connector/${ID}`).describe(),
      ScheduleNotFoundError,
    );
  };

  const timed = async (finished: Promise<Finished>): Promise<Finished & { tookMs: number }> => {
    const startedMs = Date.now();
    return { ...(await finished), tookMs: Date.now() - startedMs };
  };

  /** What the next runs have to do. */
  const deliver = (from: number, to: number): void =>
    stage.installation.site.addItems(stage.world.items.slice(from, to), stage.world.attachmentBytes);

  /** The run asked for by a resume, and the one after it that is waited for, leave nothing undone of what was delivered. */
  const assertArchived = async (delivered: number): Promise<void> => {
    await stage.json<Report>(0, ['connector', 'run', ID, '--wait']);
    const ids = new Set(
      (stage.world.items.slice(0, delivered) as { itemId?: string }[]).map(({ itemId }) => itemId),
    );
    const copies = stage.world.expected.copies.filter(({ itemId }) => ids.has(itemId));
    const world = { ...stage.world, expected: { ...stage.world.expected, copies } };
    assert.deepEqual(compareMailboxes(world, stage.installation.tenant), []);
  };

  const assertPaused = async (code: RegExp): Promise<void> => {
    const { state } = await stage.temporal.schedule.getHandle(`connector/${ID}`).describe();
    assert.equal(state.paused, true);
    assert.match(state.note ?? '', code);
    assert.match((await stage.run(['connector', 'list'])).stdout, /paused: /);
  };

  describe('when a connector is created', () => {
    it('a wrong password is tried once and nothing is made', async () => {
      const finished = await stage.create(ID, { password: 'not the password' });
      assertError(finished, 4, 'SourceRefusedLogin', /401 InvalidCredentials/);
      assert.doesNotMatch(finished.stderr, /not the password/);
      assert.deepEqual([logins(401), logins(200)], [1, 0]);
      await assertNothingMade();
    });

    it('a site, storage or Temporal that is not there is named within seconds, and nothing is made', async () => {
      const storage = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://${nobody}/a;TableEndpoint=http://${nobody}/a`;
      const [control, site, azure, temporal] = await Promise.all([
        timed(stage.run(['connector', 'list'])),
        timed(stage.create('one', { source: { url: `https://${nobody}` } })),
        timed(stage.create('two', { env: { AZURE_STORAGE_CONNECTION_STRING: storage } })),
        timed(stage.create('three', { env: { TEMPORAL_ADDRESS: nobody } })),
      ]);
      assert.equal(control.exitCode, 0);
      for (const { tookMs } of [site, azure, temporal])
        assert.ok(
          tookMs < 2 * control.tookMs + SECONDS_MS,
          `took ${tookMs} ms, and ${control.tookMs} without`,
        );
      assertError(site, 4, 'SourceUnreachable', /ECONNREFUSED.*\nTried at https:.*\n.*`source` points to/);
      assertError(azure, 4, 'StorageUnreachable', /ECONNREFUSED.*\n.*AZURE_STORAGE_CONNECTION_STRING/);
      assertError(temporal, 4, 'TemporalUnreachable', new RegExp(`${nobody}.*\n.*TEMPORAL_ADDRESS`));
      await assertNothingMade();
    });

    it('a mapping with bad rows, for nobody, or with a catch-all that is none is wrong input', async () => {
      const logins = stage.installation.site.requests.length;
      const csv = 'Mobile,Email\n07700 900117,a@b.example\n447700900118,a@b.example\n';
      const files = [
        await stage.fileWith(ID, { mapping: { csvFile: 'bad.csv' } }, csv),
        await stage.fileWith(ID, { mapping: { automatic: false } }),
        await stage.fileWith(ID, { mapping: { catchAllMailbox: 'nobody@contoso.example' } }),
      ];
      const [rows, nobody, catchAll] = (await Promise.all(
        files.map(async (file) => await stage.run(['connector', 'create', '--file', file])),
      )) as [Finished, Finished, Finished];
      assert.deepEqual([rows.exitCode, rows.stdout], [2, '']);
      assert.match(rows.stderr, /^InvalidArgument: .*cannot be used: 2\n/);
      assert.match(rows.stderr, /^ +2 +number .*national number without country\n +3 +address .*unknown in/m);
      assert.match(rows.stderr, /^Next step: .*nothing was changed\.$/m);
      assert.doesNotMatch(rows.stderr, /900117|b\.example/);
      assertError(nobody, 2, 'InvalidArgument', /nobody would get mail/);
      assertError(catchAll, 2, 'InvalidArgument', /catchAllMailbox is no mailbox: unknown/);
      assert.equal(stage.installation.site.requests.length, logins);
      await assertNothingMade();
    });

    it('a certificate that nobody we trust has signed is not trusted', async () => {
      const file = await stage.fileWith(ID, { mapping: {} });
      const create = ['connector', 'create', '--file', file, '--password-stdin'];
      const finished = await stage.run(create, ADMIN.password, { NODE_EXTRA_CA_CERTS: '' });
      assertError(finished, 4, 'SourceUnreachable', /CERT|SIGNATURE/);
      assert.match(finished.stderr, /NODE_EXTRA_CA_CERTS/);
      await assertNothingMade();
    });

    it('half a connection string, a namespace or a secret that is not there is wrong input', async () => {
      const half = { AZURE_STORAGE_CONNECTION_STRING: 'AccountName=contoso' };
      assertError(await stage.create(ID, { env: half }), 2, 'InvalidArgument', /CONNECTION_STRING/);
      const namespace = await stage.create(ID, { env: { TEMPORAL_NAMESPACE: 'none' } });
      assertError(namespace, 2, 'InvalidArgument', /TEMPORAL_NAMESPACE/);
      const withoutCsv = await stage.fileWith(ID, { mapping: {} });
      const noSecret = await stage.run(['connector', 'create', '--file', withoutCsv]);
      assertError(noSecret, 2, 'SecretMissing', /telemessage-emea/);
      await assertNothingMade();
    });
  });

  describe('while a connector runs', () => {
    before(async () => assert.equal((await stage.create(ID)).exitCode, 3));

    it('Entra refusing the app registration pauses the connector; after that is mended, resume archives all', async () => {
      const wrong = await stage.startWorker(undefined, { AZURE_CLIENT_SECRET: 'not the client secret' });
      const waited = await stage.json<Waited>(4, ['connector', 'run', ID, '--wait']);
      assert.deepEqual([waited.state, waited.reason], ['paused', 'GraphRefusedLogin']);
      await assertPaused(/GraphRefusedLogin.*AZURE_CLIENT_ID/);
      await wrong.stop();
      assert.equal((await stage.json<Report>(3, ['report', waited.paused])).state, 'paused');
      assert.match(
        (await stage.run(['report', waited.paused])).stdout,
        /: paused$[^]*^GraphRefusedLogin: .*\nNext step: whatsapp-archiver connector resume emea$/m,
      );

      await stage.startWorker();
      assert.equal((await stage.run(['connector', 'resume', ID])).exitCode, 0);
      await assertArchived(8);
    });

    it('a password that is refused is tried once, also when run again, and pauses the connector', async () => {
      deliver(8, 16);
      stage.installation.site.expireTokens();
      await writeFile(stage.secretFile(SECRET), 'not the password any more');
      const before = logins(401);
      const { exitCode, stdout } = await stage.run(['connector', 'run', ID, '--wait']);
      assert.equal(exitCode, 4);
      assert.match(
        stdout,
        /^run\/emea-\S+ is paused, .*\nSourceRefusedLogin: Correct .*\nNext step: .* connector resume emea\n$/,
      );
      await assertPaused(/SourceRefusedLogin.*connector resume/);
      // It would only wait behind the one that is paused.
      const again = await stage.json<Waited>(4, ['connector', 'run', ID, '--wait']);
      assert.deepEqual([again.paused, again.reason], [`connector ${ID}`, 'SourceRefusedLogin']);
      assert.equal(logins(401) - before, 1);
    });

    it('the run goes on after the password is mended and the connector resumed, and everything is archived', async () => {
      await writeFile(stage.secretFile(SECRET), `${ADMIN.password}\n`);
      assert.equal((await stage.run(['connector', 'resume', ID])).exitCode, 0);
      await assertArchived(16);
      const { connectors } = await stage.json<{ connectors: { paused: boolean }[] }>(0, [
        'connector',
        'list',
      ]);
      assert.deepEqual(
        connectors.map(({ paused }) => paused),
        [false],
      );
    });

    it('Graph being away for a while holds a run up and costs nothing', async () => {
      deliver(16, 24);
      const { tenant } = stage.installation;
      // The look-ups of all items go in one call, so that each of these costs a wait of its own, twice the last.
      tenant.failNext(4, { match: /./, mode: 'reset' });
      const { exitCode, stdout, stderr } = await stage.run(['connector', 'run', ID, '--wait']);
      // Each day has other items at its end, and not every day's must fail.
      assert.equal(exitCode, /^Import report of emea: completed$/m.test(stdout) ? 0 : 3);
      assert.match(stdout, /^Import report of emea: completed(-with-failures)?$/m);
      assertProgress(stderr.trimEnd().split('\n'));
      assert.equal(tenant.faults.take('GET /v1.0/users/x'), undefined, 'not every fault was met');
      assert.deepEqual(compareMailboxes(stage.world, tenant), []);
    });
  });
});
