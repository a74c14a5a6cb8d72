import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import type { Counts, Report } from '../../src/domain/report.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import { reasonOf } from '../../src/workflows/failures.js';
import { assertError, Stage } from './support.js';

const ID = 'emea';

interface BackfillDocument {
  backfill: string;
  runs: Report[];
  counts: Counts;
}

describe('a backfill', function () {
  this.timeout(60_000);
  let stage: Stage;
  let day: string[];

  before(async function () {
    stage = await Stage.start(this, { seed: 'backfill' });
    const { from, to } = stage.world.window;
    day = ['--from', from.slice(0, 10), '--to', to.slice(0, 10), '--reason', 'a gap'];
    assert.equal((await stage.create(ID)).exitCode, 3);
  });
  after(async () => await stage?.close());

  const watermark = async (): Promise<string> =>
    (await stage.json<{ watermark: string }>(0, ['connector', 'show', ID])).watermark;

  /** As from the Temporal UI. */
  const startByHand = async (...args: unknown[]): Promise<WorkflowHandle> =>
    await stage.temporal.workflow.start('backfill', {
      workflowId: `by-hand-${crypto.randomUUID()}`,
      taskQueue: 'whatsapp-archiver',
      args,
    });

  const assertRefused = async (args: unknown[], named: RegExp): Promise<void> => {
    const handle = await startByHand(...args);
    await assert.rejects(handle.result(), (error) => {
      assert.ok(error instanceof WorkflowFailedError);
      assert.equal(reasonOf(error.cause), 'InvalidArgument');
      assert.match(error.cause?.message ?? '', named);
      return true;
    });
  };

  it('of the very same period is refused while one is under way', async () => {
    const { stdout } = await stage.run(['backfill', ID, ...day]);
    assert.match(stdout, /^Started backfill\/emea\/\S+\.$/m);
    assertError(await stage.run(['backfill', ID, ...day]), 2, 'InvalidArgument', /under way/);
    const [, id = ''] = /Started (\S+)\.$/m.exec(stdout) ?? [];
    await stage.temporal.workflow.getHandle(id).terminate('Only started to be in the way.');
  });

  it('started by hand with wrong arguments fails at once and says what is wrong', async () => {
    await stage.startWorker();
    const right = { connectorId: ID, from: '2026-11-01', to: '2026-11-02', reason: 'r', requestedBy: 'me' };
    const { reason: _, ...noReason } = right;
    await Promise.all([
      assertRefused([], /connectorId, from, to, reason, requestedBy/),
      assertRefused(['2026-11-01'], /connectorId, from, to, reason, requestedBy/),
      assertRefused([noReason], /missing: reason\./),
      assertRefused([{ ...right, until: '2026-11-02' }], /not known: until/),
      assertRefused([{ ...right, from: '1 November' }], /`from` is no date/),
      assertRefused([{ ...right, to: '2026-02-31' }], /`to` is no date/),
      assertRefused([{ ...right, to: '2026-11-01' }], /later than/),
    ]);
  });

  it('started by hand for a connector that is not there fails at once as well', async () => {
    const input = {
      connectorId: 'none',
      from: '2026-11-01',
      to: '2026-11-02',
      reason: 'r',
      requestedBy: 'me',
    };
    await assert.rejects((await startByHand(input)).result(), (error) => {
      assert.equal(reasonOf((error as WorkflowFailedError).cause), 'ConnectorNotFound');
      return true;
    });
  });

  it('started by hand with dates archives the day, and leaves the watermark where it is', async () => {
    const { from, to } = stage.world.window;
    const input = { connectorId: ID, from: from.slice(0, 10), to: to.slice(0, 10) };
    await (await startByHand({ ...input, reason: 'a gap', requestedBy: 'me' })).result();
    assert.deepEqual(compareMailboxes(stage.world, stage.installation.tenant), []);
    assert.equal(await watermark(), from);
  });

  it('over the same days again imports nothing, and sums up the reports of its days', async () => {
    const { backfill, runs, counts, ...rest } = await stage.json<BackfillDocument>(3, [
      'backfill',
      ID,
      ...day,
      '--wait',
    ]);
    const { window } = stage.world;
    assert.deepEqual(
      { ...rest, startedAt: null, completedAt: null, runId: null },
      {
        connectorId: ID,
        window: stage.world.window,
        reason: 'a gap',
        requestedBy: userInfo().username,
        state: 'completed-with-failures',
        days: 1,
        startedAt: null,
        completedAt: null,
        runId: null,
      },
    );
    assert.equal(backfill, `backfill/emea/${window.from}_${window.to}`);
    assert.deepEqual(
      runs.map((run) => run.window),
      [window],
    );
    assert.deepEqual(counts, settled(stage));
    assert.deepEqual(compareMailboxes(stage.world, stage.installation.tenant), []);
  });

  it('over two days prints a line for each', async () => {
    const { window } = stage.world;
    const twoDays = ['--from', '2026-01-31', '--to', '2026-02-02', '--reason', 'a gap'];
    const { exitCode, stdout } = await stage.run(['backfill', ID, ...twoDays, '--wait']);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^2026-01-31 +completed .*\n2026-02-01 +completed .*\n\n/m);
    assert.equal(await watermark(), window.from);
  });

  it('leaves the daily run nothing but to skip what is there', async () => {
    const { counts } = await stage.json<Report>(3, ['connector', 'run', ID, '--wait']);
    assert.deepEqual(counts, settled(stage));
    assert.deepEqual(compareMailboxes(stage.world, stage.installation.tenant), []);
  });
});

/** The day's counts for a run that finds every copy there. */
function settled({ world: { expected } }: Stage): Counts {
  const skipped = expected.copies.length;
  return { ...expected.counts, imported: 0, partiallyImported: 0, skipped, relisted: 0 };
}
