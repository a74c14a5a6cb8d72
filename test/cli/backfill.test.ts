import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import type { Counts, Report } from '../../src/domain/report.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import { reasonOf } from '../../src/workflows/failures.js';
import { ARCHIVER_PHASE } from '../../src/workflows/search-attributes.js';
import { until } from '../support/until.js';
import { assertError, Stage } from './support.js';

const ID = 'emea';
/** Of the day. Here it is about which days and mailboxes; whole-way.test.ts has a day with everything in it. */
const ITEMS = 8;

interface BackfillDocument {
  backfill: string;
  runs: Report[];
  counts: Counts;
}

describe('a backfill', function () {
  this.timeout(240_000);
  let stage: Stage;
  let day: string[];

  before(async function () {
    stage = await Stage.start(this, { seed: 'backfill', items: ITEMS });
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

  it('for chosen mailboxes brings copies to those alone, also where two of them overlap', async () => {
    const { expected, tenantUsers } = stage.world;
    const [one = '', other = ''] = new Set(expected.copies.map(({ mailbox }) => mailbox));
    const address = tenantUsers.find(({ id }) => id === one)?.mail ?? '';
    const [first, second] = await Promise.all(
      [[address], [one, other]].map(async (names) => {
        const chosen = names.flatMap((name) => ['--mailbox', name]);
        const { stdout } = await stage.run(['backfill', ID, ...day, ...chosen, '--wait', '--json']);
        return JSON.parse(stdout) as BackfillDocument;
      }),
    );
    assert.deepEqual(first?.runs[0]?.mailboxes, [one]);
    assert.deepEqual(new Set(second?.runs[0]?.mailboxes), new Set([one, other]));
    const copiesIn = (mailbox: string) => expected.copies.filter((copy) => copy.mailbox === mailbox).length;
    for (const { id } of tenantUsers) {
      const mails = stage.installation.tenant.messagesOf(id).length;
      assert.equal(mails, id === one || id === other ? copiesIn(id) : 0);
    }
    const importedBy = (document: BackfillDocument | undefined) =>
      (document?.counts.imported ?? 0) + (document?.counts.partiallyImported ?? 0);
    assert.equal(importedBy(first) + importedBy(second), copiesIn(one) + copiesIn(other));
  });

  it('for somebody without a mailbox is refused, and says why', async () => {
    const wrong = ['--mailbox', 'nobody@contoso.example'];
    const refused = await stage.run(['backfill', ID, ...day, ...wrong]);
    assertError(refused, 2, 'InvalidArgument', /nobody@contoso\.example: unknown in Microsoft 365/);
  });

  it('is paused, resumed and canceled by its connector, and its report says how far it came', async () => {
    const year = ['--from', '2025-01-01', '--to', '2026-01-01', '--reason', 'a year'];
    const { backfill } = await stage.json<{ backfill: string }>(0, ['backfill', ID, ...year, '--by', 'Ada']);
    const stateNow = async (): Promise<string> => {
      const { stdout } = await stage.run(['report', backfill, '--json']);
      return (JSON.parse(stdout) as { state: string }).state;
    };
    const handle = stage.temporal.workflow.getHandle(backfill);
    const isPaused = async (): Promise<boolean> =>
      (await handle.describe()).typedSearchAttributes.get(ARCHIVER_PHASE) === 'paused';
    assert.equal((await stage.run(['backfill', 'pause', ID, '--reason', 'too early'])).exitCode, 0);
    await until('the pause', isPaused);
    assert.equal(await stateNow(), 'paused');
    assert.equal((await stage.run(['backfill', 'resume', backfill])).exitCode, 0);
    await until('it to go on', async () => !(await isPaused()));
    assert.equal(await stateNow(), 'running');
    assert.equal((await stage.run(['backfill', 'cancel', ID])).exitCode, 0);
    await assert.rejects(handle.result(), WorkflowFailedError);
    assert.equal(await stateNow(), 'canceled');
    const text = await stage.run(['report', backfill]);
    assert.equal(text.exitCode, 3);
    assert.match(
      text.stdout,
      /^Backfill of emea: canceled, \d+ of 365 days begun\nWindow .*\nAsked {4}by Ada: a year$/m,
    );
    const { stdout } = await stage.run(['report', backfill, '--format', 'csv']);
    assert.match(stdout, /^from,to,state,.*\r\n2025-01-01T00:00:00.000Z,/);
    assertError(await stage.run(['backfill', 'cancel', ID]), 2, 'RunNotFound', /under way/);
    const again = await stage.run(['backfill', 'cancel', backfill]);
    assertError(again, 2, 'RunNotFound', /not under way any more\.\nNext step: .* report backfill\/emea/);
  });

  it('started with the Temporal CLI archives as well', async () => {
    const input = { connectorId: ID, from: '2026-01-31', to: '2026-02-02', reason: 'r', requestedBy: 'me' };
    const { address } = stage.installation.temporal;
    const id = 'backfill/emea/2026-01-31_2026-02-02';
    const command = `workflow execute --address ${address} --type backfill --task-queue whatsapp-archiver --workflow-id ${id}`;
    const { stdout } = await promisify(execFile)(process.env['TEMPORAL_CLI_PATH'] ?? '', [
      ...command.split(' '),
      '--input',
      JSON.stringify(input),
    ]);
    assert.match(stdout, /2 of 2 days done/);
    const report = await stage.run(['report', id]);
    assert.match(report.stdout, /^Backfill of emea: completed, 2 of 2 days begun$/m);
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
