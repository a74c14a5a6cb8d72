import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { temporalCli } from '../support/temporal-cli.js';
import { until } from '../support/until.js';
import { CONNECTOR, countCreated, Rig } from './support.js';

// More than a run has in hand at a time, so that some are not begun when it pauses.
const ITEMS = 80;
/** Per call to Graph, so that the run is not over before it sees that it is paused. */
const SLOW_MS = 15_000;
const MINUTE_MS = 60_000;

describe('a connector is paused with the Temporal CLI', function () {
  this.timeout(240_000);
  let rig: Rig;
  let directory: string;
  let restarted: DevServer | undefined;

  before(async function () {
    directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-test-'));
    rig = await Rig.start(this, {
      seed: 'pause',
      items: ITEMS,
      temporalDatabase: join(directory, 'temporal.db'),
    });
  });
  after(async () => {
    await rig?.close();
    await restarted?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const stateOf = async (run: string) => (await rig.report(run)).state;

  it('its run sees it within a minute, stays paused over a killed worker and server, and is finished once resumed', async function () {
    const [cli, { temporal, tenant }] = [temporalCli(this), rig.installation];
    const worker = await rig.startWorker();
    const run = await rig.startDaily();
    await until('mails to be created', () => rig.countMails() >= 5);
    tenant.settings.latencyMs = SLOW_MS;
    const schedule = ['--schedule-id', `connector/${CONNECTOR}`, '--address', temporal.address];
    const toggle = ['schedule', 'toggle', '--pause', '--reason', 'a quiet night', ...schedule];
    await promisify(execFile)(cli, toggle);
    const pausedAt = Date.now();
    await until(
      'the run to see it',
      async () => (await run.query<{ paused: unknown }>('progress')).paused !== null,
    );
    assert.ok(Date.now() - pausedAt < MINUTE_MS, `it took ${Date.now() - pausedAt} ms`);
    tenant.settings.latencyMs = 1;
    await until('the pause to show', async () => (await stateOf(run.workflowId)) === 'paused');
    const mails = rig.countMails();
    assert.ok(rig.differences(rig.days).length > 0, 'the run was over before it paused');

    await worker.stop('SIGKILL');
    await temporal.stop('SIGKILL');
    restarted = await startDevServer({
      cli,
      ports: temporal.ports,
      databaseFile: join(directory, 'temporal.db'),
    });
    await rig.startWorker();
    assert.equal(await stateOf(run.workflowId), 'paused');
    assert.equal(rig.countMails(), mails, 'something was begun while it was paused');

    const resumed = await rig.command<{ runs: string[]; triggered: boolean }>([
      'connector',
      'resume',
      CONNECTOR,
    ]);
    assert.deepEqual(resumed, { id: CONNECTOR, resumed: true, runs: [run.workflowId], triggered: false });
    await rig.assertArchived(rig.yesterday, await rig.reportOf(run));
    assert.equal(countCreated(rig), rig.yesterday.expected.copies.length);
  });
});
