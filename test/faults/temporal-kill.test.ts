import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { temporalCli } from '../support/temporal-cli.js';
import { until } from '../support/until.js';
import { countCreated, Rig } from './support.js';

describe('the Temporal server is killed with SIGKILL', function () {
  let rig: Rig;
  let directory: string;
  let restarted: DevServer | undefined;

  before(async function () {
    directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-test-'));
    rig = await Rig.start(this, {
      seed: 'temporal kill',
      items: 24,
      temporalDatabase: join(directory, 'temporal.db'),
    });
    await rig.startWorker();
  });
  after(async () => {
    await rig?.close();
    await restarted?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('in the middle of a run: started again on its database, the run goes on and ends right', async function () {
    const { temporal } = rig.installation;
    const run = await rig.startDaily();
    await until('mails to be created', () => rig.countMails() >= 20);
    await temporal.stop('SIGKILL');
    await assert.rejects(rig.client.connection.workflowService.getSystemInfo({}), 'the server still answers');
    assert.ok(rig.differences(rig.days).length > 0, 'the run was over before the server was killed');

    restarted = await startDevServer({
      cli: temporalCli(this),
      ports: temporal.ports,
      databaseFile: join(directory, 'temporal.db'),
    });
    await rig.assertArchived(rig.yesterday, await rig.reportOf(run));
    assert.equal(countCreated(rig), rig.yesterday.expected.copies.length);
  });
});
