import assert from 'node:assert/strict';
import { addsUp, type Counts, type Report } from '../../src/domain/report.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import { asDrops } from '../../src/sandbox/sftp/drops.js';
import { writeConnectorFile } from '../../src/sandbox/write-connector-file.js';
import { needsSshd } from '../support/sshd.js';
import { assertError, Stage } from './support.js';

const ID = 'drops';

describe('a connector to drops on a real SFTP server', function () {
  let stage: Stage;

  before(async function () {
    needsSshd(this);
    stage = await Stage.start(this, { seed: 'whole way by SFTP', items: 40, source: 'sftp' });
    await stage.startWorker();
  });
  after(async () => await stage?.close());

  const assertArchived = (): void => {
    assert.deepEqual(compareMailboxes(asDrops(stage.world), stage.installation.tenant), []);
  };

  it('is created with one login', async () => {
    const { exitCode, stderr } = await stage.create(ID);
    assert.deepEqual({ exitCode, stderr }, { exitCode: 3, stderr: '' });
  });

  it('is let in by key as well, and to the same account', async () => {
    const { password: _, ...byKey } = stage.installation.sshd ?? assert.fail('There is no sshd.');
    const file = await writeConnectorFile({ ...stage.installation, sshd: byKey }, stage.world, 'by-key');
    const create = ['connector', 'create', '--file', file, '--password-stdin', '--skip-bad-rows'];
    assertError(await stage.run(create, byKey.privateKey), 2, 'AccountTaken', /drops/);
  });

  it('archives the day as the site would: every expected copy once, and the same report', async () => {
    const { stdout, stderr, exitCode } = await stage.run(['connector', 'run', ID, '--wait', '--json']);
    assert.equal(exitCode, 3, stderr); // the day holds items that must fail
    const { counts, state, window } = JSON.parse(stdout) as Report;
    assertArchived();
    const { relisted: _, ...compared } = counts;
    assert.deepEqual(compared, { ...stage.world.expected.counts, skipped: 0 });
    assert.ok(addsUp(counts));
    assert.equal(state, 'completed-with-failures');
    assert.equal(window.from, stage.world.window.from);
  });

  it('imports nothing when the day is archived once more', async () => {
    const { from, to } = stage.world.window;
    const again = ['backfill', ID, '--from', from, '--to', to, '--reason', 'once more', '--wait'];
    const { counts } = await stage.json<{ counts: Counts }>(3, again);
    assert.equal(counts.imported + counts.partiallyImported, 0);
    assertArchived();
  });
});
