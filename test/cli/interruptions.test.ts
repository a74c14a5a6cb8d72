import assert from 'node:assert/strict';
import type { Report } from '../../src/domain/report.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import type { WorkerProcess } from '../../src/sandbox/installation.js';
import { until } from '../support/until.js';
import { assertError, assertProgress, Stage, type ErrorDocument } from './support.js';

const ID = 'emea';
/** Per call to a mailbox, so that the run is still under way when it is interrupted, however slow the machine. */
const SLOW_MS = 5_000;

describe('a run that is interrupted from outside', function () {
  let stage: Stage;
  let worker: WorkerProcess;
  let workflowId: string;

  before(async function () {
    stage = await Stage.start(this, { seed: 'interruptions', items: 40 });
    stage.installation.tenant.settings.latencyMs = SLOW_MS;
    worker = await stage.startWorker();
    assert.equal((await stage.create(ID)).exitCode, 3);
  });
  after(async () => await stage?.close());

  const mails = (): number =>
    stage.world.tenantUsers.reduce((sum, { id }) => sum + stage.installation.tenant.messagesOf(id).length, 0);

  it('goes on where Ctrl-C ends the waiting, which says how to look at it and ends with 130', async () => {
    const waiting = stage.startClient(['connector', 'run', ID, '--wait']);
    await until('the first mails', () => mails() > 0 && /^imported /m.test(waiting.output.stderr));
    waiting.kill('SIGINT');
    const finished = await waiting.finished;
    assert.ok(mails() < stage.world.expected.copies.length, 'it has waited for the end of the run');
    assertError(finished, 130, 'Interrupted', /The run goes on\.\nNext step: .* report run\/emea-/);
    workflowId = /report (run\/\S+)/.exec(finished.stderr)?.[1] ?? '';

    assertProgress(finished.stderr.split('\nInterrupted: ')[0]?.split('\n') ?? []);
    assert.equal((await stage.json<Report>(0, ['report', workflowId])).state, 'running');
  });

  it('is handed over by a worker that is asked to end, which ends with 0 within 40 s', async () => {
    const before = mails();
    assert.ok(before < stage.world.expected.copies.length, 'the run is over already');
    const startedMs = Date.now();
    assert.equal(await worker.stop('SIGTERM'), 0);
    assert.ok(Date.now() - startedMs < 40_000);
    const open = await stage.json<Report>(0, ['report', workflowId]);
    assert.deepEqual([open.state, open.completedAt], ['running', null]);
  });

  it('of a backfill ends as soon, also while no worker answers', async () => {
    const days = ['--from', '2020-01-01', '--to', '2020-01-02', '--reason', 'a gap'];
    const waiting = stage.startClient(['backfill', ID, ...days, '--wait', '--json']);
    await until('its start', () => /^waiting for backfill\/emea\//m.test(waiting.output.stderr));
    const startedMs = Date.now();
    waiting.kill('SIGINT');
    const { exitCode, stdout, stderr } = await waiting.finished;
    assert.ok(Date.now() - startedMs < 5_000);
    assert.equal(exitCode, 130);
    assert.match(stderr, /^Next step: .* report backfill\/emea\/\S+$/m);
    assert.equal((JSON.parse(stdout) as ErrorDocument).error.code, 'Interrupted');
  });

  it('is finished by another worker, with every copy there exactly once', async () => {
    stage.installation.tenant.settings.latencyMs = 1;
    await stage.startWorker();
    await stage.temporal.workflow.getHandle(workflowId).result();
    const { counts } = await stage.json<Report>(3, ['report', workflowId]);
    assert.deepEqual(counts, { ...stage.world.expected.counts, skipped: 0, relisted: 0 });
    assert.deepEqual(compareMailboxes(stage.world, stage.installation.tenant), []);
  });
});
