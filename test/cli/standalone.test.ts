import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../../src/domain/report.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import {
  ADMIN,
  runClient,
  startClient,
  type ClientProcess,
  type Finished,
} from '../../src/sandbox/installation.js';
import { startMicrosoft365, type Microsoft365Sandbox } from '../../src/sandbox/microsoft365/tenant.js';
import { PRODUCTS } from '../../src/sandbox/telemessage/session.js';
import { startTeleMessageSite, type TeleMessageSite } from '../../src/sandbox/telemessage/site.js';
import { makeTls } from '../../src/sandbox/tls.js';
import { makeWorld, type World } from '../../src/sandbox/world/world.js';
import { writeConnectorFile } from '../../src/sandbox/write-connector-file.js';
import { freePort } from '../../src/temporal/dev-server.js';
import { isRunning } from '../support/is-running.js';
import { CLIENT_ID, CLIENT_SECRET, TENANT_ID } from '../support/sandbox-tenant.js';
import { temporalCli } from '../support/temporal-cli.js';
import { until } from '../support/until.js';
import { assertError } from './support.js';

const ID = 'emea';
const ITEMS = 24;
const DAY_MS = 86_400_000;
/** Mails that Graph takes before it refuses all others, until the installation was killed. */
const TAKEN_BEFORE_KILL = 8;
/** Below the 90 s after which systemd kills; with nothing under way it is a matter of seconds. */
const STOP_MS = 60_000;
const UP = 'Everything is up, until SIGTERM or Ctrl-C.';

describe('standalone', function () {
  this.timeout(420_000);
  let directory: string;
  let dataDir: string;
  let ports: string[];
  let world: World;
  let site: TeleMessageSite;
  let tenant: Microsoft365Sandbox;
  let env: NodeJS.ProcessEnv;
  let running: ClientProcess | undefined;

  before(async function () {
    const cli = temporalCli(this);
    directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-standalone-'));
    dataDir = join(directory, 'data');
    const free = [await freePort(), await freePort(), await freePort()].map(String);
    ports = ['--port', '--ui-port', '--console-port'].flatMap((option, at) => [option, free[at] ?? '']);
    const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    world = makeWorld({ seed: 'standalone', day, items: ITEMS });
    const tls = await makeTls();
    site = await startTeleMessageSite({
      tls,
      accounts: [{ id: world.account, ...ADMIN, products: [...PRODUCTS] }],
      items: world.items,
      attachmentBytes: world.attachmentBytes,
    });
    const app = { tenantId: TENANT_ID, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    tenant = await startMicrosoft365({ tls, ...app, users: world.tenantUsers });
    const [secrets, authority] = [join(directory, 'secrets'), join(directory, 'authority.pem')];
    await mkdir(secrets);
    await writeFile(authority, tls.ca);
    env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TEMPORAL_CLI_PATH: cli,
      AZURE_TENANT_ID: TENANT_ID,
      AZURE_CLIENT_ID: CLIENT_ID,
      AZURE_CLIENT_SECRET: CLIENT_SECRET,
      AZURE_AUTHORITY_HOST: tenant.url,
      ARCHIVER_GRAPH_URL: tenant.url,
      ARCHIVER_SECRETS_DIR: secrets,
      ARCHIVER_SETTLE_SECONDS: '1',
      NODE_EXTRA_CA_CERTS: authority,
    };
  });
  after(async () => {
    running?.kill('SIGKILL');
    await running?.finished;
    await site?.close();
    await tenant?.close();
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  /** Starts it and resolves once everything is up. */
  const start = async (args: string[] = []): Promise<ClientProcess> => {
    const started = startClient(env, ['standalone', '--data-dir', dataDir, '--evaluate', ...args]);
    running = started;
    const ended = started.finished.then(({ stderr }) => assert.fail(`It ended before it was up: ${stderr}`));
    await Promise.race([until(UP, () => started.output.stderr.includes(UP)), ended]);
    return started;
  };

  /** Runs a command as the printed line says. */
  const command = async (args: string[], input = ''): Promise<Finished> =>
    await runClient(env, ['--env-file', join(dataDir, 'standalone.env'), ...args], input);

  /** The same under `--json`, and resolves to its document. */
  const json = async <T>(exitCode: number, args: string[], input = ''): Promise<T> => {
    const found = await command([...args, '--json'], input);
    assert.equal(found.exitCode, exitCode, `${args.join(' ')} printed:\n${found.stdout}${found.stderr}`);
    return JSON.parse(found.stdout) as T;
  };

  const mails = (): number =>
    world.tenantUsers.reduce((sum, { id }) => sum + tenant.messagesOf(id).length, 0);

  describe('with Azurite and a pretend outside world', () => {
    let runId: string;

    it('comes up, keeps what it writes to itself, and is there for the command line', async () => {
      const { output } = await start(ports);
      const uiUrl = /Temporal UI: +(\S+)/.exec(output.stderr)?.[1] ?? '';
      assert.equal(uiUrl, `http://127.0.0.1:${ports[3]}`);
      assert.equal((await fetch(uiUrl)).status, 200);
      const consoleUrl = /Console: +(\S+)/.exec(output.stderr)?.[1] ?? '';
      assert.equal(consoleUrl, `http://127.0.0.1:${ports[5]}`);
      assert.match(await (await fetch(`${consoleUrl}/connectors`)).text(), /There is no connector yet/);
      assert.match(output.stderr, /its last seconds can be lost/);
      assert.equal(output.stdout, '');
      for (const name of ['', 'temporal', 'azurite', 'standalone.env'])
        assert.equal((await stat(join(dataDir, name))).mode & 0o077, 0, `others may read ${name}`);

      const file = await writeConnectorFile({ directory, site }, world, ID);
      const create = ['connector', 'create', '--file', file, '--password-stdin', '--skip-bad-rows'];
      await json(3, create, ADMIN.password);
    });

    it('killed in the middle of a run and started again goes on with it: every copy is there once', async () => {
      tenant.failNext(10_000, { match: 'create', after: TAKEN_BEFORE_KILL, status: 503, retryAfter: 20 });
      await json(0, ['connector', 'run', ID]);
      await until('what Graph takes', () => mails() >= TAKEN_BEFORE_KILL, 120_000);
      // What is killed while it is sent waits for a minute; faults/worker-kill.test.ts has that.
      await until(
        'the ledger to know of most',
        async () => (await known()) >= TAKEN_BEFORE_KILL / 2,
        120_000,
      );
      await killEverything();
      assert.ok(mails() < world.expected.copies.length, 'the run was over before');
      tenant.faults.clear();

      await start();
      await until('the last mail', () => mails() >= world.expected.copies.length, 200_000);
      await until('the end of the run', async () => (await report()).state !== 'running');
      const { runId: ended, state, reason, counts } = await report();
      assert.deepEqual([state, reason], ['completed-with-failures', null]);
      assert.deepEqual(counts, { ...world.expected.counts, skipped: 0, relisted: 0 });
      assert.deepEqual(compareMailboxes(world, tenant), []);
      runId = ended;
    });

    it('stopped by SIGTERM ends with 0, in time, and leaves nothing running', async () => {
      const stopping = running ?? assert.fail('It does not run.');
      const children = await childrenOf(stopping.pid);
      assert.equal(children.length, 4, children.map(({ args }) => args).join('\n'));
      const startedMs = Date.now();
      stopping.kill('SIGTERM');
      const { exitCode, stdout } = await stopping.finished;
      assert.deepEqual([exitCode, stdout], [0, 'Everything has stopped.\n']);
      assert.ok(Date.now() - startedMs < STOP_MS);
      for (const { pid, args } of children) assert.equal(isRunning(pid), false, `${args} runs on`);
    });

    it("started again without Temporal's database has reports and connectors, and makes the schedules again", async () => {
      await rm(join(dataDir, 'temporal'), { recursive: true });
      const { output } = await start();
      await until('the schedule', () =>
        output.stderr.includes(`lost the schedule of connector ${ID}. It was made again and is not paused`),
      );
      assert.equal((await json<Report>(3, ['report', runId])).runId, runId);
      const { connectors } = await json<{ connectors: { paused: boolean | null }[] }>(0, [
        'connector',
        'list',
      ]);
      assert.deepEqual(
        connectors.map(({ paused }) => paused),
        [false],
      );
      const again = await json<Report>(0, ['connector', 'run', ID, '--wait']);
      assert.deepEqual([again.counts.imported, again.counts.failed], [0, 0]);
      assert.deepEqual(compareMailboxes(world, tenant), []);
    });

    it('interrupted by Ctrl-C ends with 130 and says how to go on', async () => {
      const stopping = running ?? assert.fail('It does not run.');
      stopping.kill('SIGINT');
      const { exitCode, stderr } = await stopping.finished;
      assert.equal(exitCode, 130);
      assert.match(stderr, /^Interrupted: Everything has stopped\.\nNext step: .*--data-dir/m);
    });

    /** Of the one run that there is. */
    const report = async (): Promise<Report> => {
      const { runs } = await json<{ runs: { runId: string }[] }>(0, ['runs', ID]);
      assert.equal(runs.length, 1);
      const found = await command(['report', runs[0]?.runId ?? '', '--json']);
      return JSON.parse(found.stdout) as Report;
    };

    const known = async (): Promise<number> => {
      const { imported, partiallyImported } = (await report()).counts;
      return imported + partiallyImported;
    };

    /** But Azurite: it keeps its last seconds in memory, and ends in order when its parent has gone. */
    const killEverything = async (): Promise<void> => {
      const killed = running ?? assert.fail('It does not run.');
      const children = await childrenOf(killed.pid);
      killed.kill('SIGKILL');
      for (const { pid, args } of children) if (!args.includes('azurite')) process.kill(pid, 'SIGKILL');
      await killed.finished;
    };
  });

  describe('refuses, with 2 and before anything is made,', () => {
    const fresh = (): string => join(directory, 'fresh');

    const refused = async (args: string[], changes: NodeJS.ProcessEnv, named: RegExp): Promise<void> => {
      const finished = await runClient({ ...env, ...changes }, [
        'standalone',
        '--data-dir',
        fresh(),
        ...args,
      ]);
      assertError(finished, 2, 'InvalidArgument', named);
      assert.equal(existsSync(fresh()), false);
    };

    it('settings that are missing, all at once', async () => {
      const missing = { AZURE_CLIENT_ID: '', ARCHIVER_SECRETS_DIR: '' };
      await refused([], missing, /STORAGE_CONNECTION_STRING.*AZURE_CLIENT_ID.*ARCHIVER_SECRETS_DIR/);
    });

    it('a second place for what is archived, and another Temporal server', async () => {
      const storage = 'AccountName=contoso;AccountKey=YQ==';
      const changes = { AZURE_STORAGE_CONNECTION_STRING: storage, TEMPORAL_ADDRESS: 'temporal.example:7233' };
      await refused(['--evaluate'], changes, /TEMPORAL_ADDRESS is set.*STRING is set as well as --evaluate/);
    });

    it('a machine without a Temporal CLI, which names the command that gets one', async () => {
      const nowhere = { TEMPORAL_CLI_PATH: '', PATH: '', XDG_CACHE_HOME: join(directory, 'no cache') };
      await refused(['--evaluate'], nowhere, /no Temporal CLI.*\n.*npm run standalone/s);
    });

    it('ports that are none', async () => {
      await refused(['--port', '70000'], {}, /--port.*65535/);
    });
  });
});

/** What a process has started and still runs. */
async function childrenOf(pid: number): Promise<{ pid: number; args: string }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,args=', '--ppid', String(pid)]);
  const lines = stdout.split('\n').filter(Boolean);
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), args: line }));
}
