import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { emptyCounts } from '../../src/domain/report.js';
import { until } from '../support/until.js';
import { newItems, planOf, Stage } from './stage.js';

const DAILY = { connectorId: 'emea' };

describe('a connector run', function () {
  let stage: Stage;

  before(async function () {
    stage = await Stage.open(this, { suggestedEvents: 60 });
  });
  after(async () => await stage?.close());

  const ended = () => stage.of('reportRun').map(({ ended: how, reason }) => [how, reason]);
  const archived = () => stage.of('stageItem').map(({ itemKey }) => itemKey);

  it('over no time at all reports at once and lists nothing', async () => {
    stage.play({});
    await (await stage.start('connectorRun', DAILY)).result();
    assert.deepEqual(ended(), [['done', null]]);
    assert.deepEqual(stage.of('fetchWindow'), []);
  });

  it('begins with the items that earlier runs left open, each once, however many executions that takes', async () => {
    const open = newItems(25).map(({ itemKey }) => ({ itemKey, isOpenItem: true as const }));
    stage.play({
      listOpenItems: ({ after }) => {
        const from = open.findIndex(({ itemKey }) => itemKey === after) + 1;
        const items = open.slice(from, from + 10);
        return { items, last: items.at(-1)?.itemKey ?? null };
      },
      openRun: () => planOf(1),
    });
    const run = await stage.start('connectorRun', DAILY);
    await run.result();
    assert.equal(archived().length, open.length);
    assert.deepEqual(new Set(archived()), new Set(open.map(({ itemKey }) => itemKey)));
    assert.ok(
      stage.calls.findIndex(({ name }) => name === 'fetchWindow') >
        stage.calls.findLastIndex(({ name }) => name === 'stageItem'),
    );
    assert.equal(stage.of('settleItem').length, open.length);
    const last = await stage.client.workflow.getHandle(run.workflowId).describe();
    assert.notEqual(last.runId, run.firstExecutionRunId);
    assert.equal(stage.of('openRun').length, 1);
  });

  it('leaves the open items to the daily runs where it is a backfill', async () => {
    stage.play({ openRun: () => planOf(1, { movesWatermark: false }) });
    await (await stage.start('connectorRun', { ...DAILY, window: planOf(1).window })).result();
    assert.deepEqual(stage.of('listOpenItems'), []);
    assert.deepEqual(stage.of('moveWatermark'), []);
  });

  it('that only takes up what is left lists nothing and moves no watermark', async () => {
    const [item = { itemKey: '' }] = newItems(1);
    stage.play({
      openRun: () => planOf(0, { movesWatermark: false, takesUpOpenItems: true }),
      listOpenItems: () => ({ items: [{ itemKey: item.itemKey, isOpenItem: true }], last: null }),
    });
    await (await stage.start('connectorRun', { ...DAILY, only: 'open-items' })).result();
    assert.deepEqual(archived(), [item.itemKey]);
    assert.equal(stage.of('openRun')[0]?.['only'], 'open-items');
    assert.deepEqual([...stage.of('fetchWindow'), ...stage.of('moveWatermark')], []);
    assert.deepEqual(ended(), [['done', null]]);
  });

  it('goes through many short slices in order, each once, and moves the watermark over all but the lookback', async () => {
    const plan = planOf(7, { lookback: 2 });
    stage.play({
      openRun: () => plan,
      fetchWindow: () => ({ blob: 'page', items: newItems(3), relisted: 0, end: { isWhole: true } }),
    });
    const run = await stage.start('connectorRun', DAILY);
    await run.result();
    assert.deepEqual(
      stage.of('fetchWindow').map(({ slice }) => slice),
      plan.slices,
    );
    assert.deepEqual(
      stage.of('moveWatermark').map(({ window }) => window),
      plan.slices.slice(2).map(({ window }) => window),
    );
    const last = await stage.client.workflow.getHandle(run.workflowId).describe();
    assert.notEqual(last.runId, run.firstExecutionRunId);
    assert.ok(last.historyLength < 200, `${last.historyLength} events`);
  });

  it('leaves the watermark where it is once it could not follow, and ends incomplete', async () => {
    stage.play({ openRun: () => planOf(3), moveWatermark: () => false });
    await (await stage.start('connectorRun', DAILY)).result();
    assert.equal(stage.of('fetchWindow').length, 3);
    assert.equal(stage.of('moveWatermark').length, 1);
    assert.deepEqual(ended(), [['incomplete', 'WatermarkMoved']]);
  });

  it('started by hand with nothing or something wrong is refused at once, and says all that is wrong', async () => {
    for (const [input, named] of [
      [null, /^InvalidArgument: .* missing: connectorId\./],
      [{ ...DAILY, window: 'today', windows: [] }, /not known: windows; `window` needs/],
    ] as const) {
      stage.play({});
      const run = await stage.start('connectorRun', input as object);
      await assert.rejects(run.result(), (error) => {
        const failure = error instanceof WorkflowFailedError ? error.cause : undefined;
        assert.ok(failure instanceof ApplicationFailure);
        assert.equal(failure.type, 'InvalidArgument');
        assert.match(failure.message, named);
        return true;
      });
      assert.deepEqual(stage.calls, []);
    }
  });

  it('canceled with its last items in hand reports as canceled, not as done', async () => {
    let begun = false;
    stage.play({
      openRun: () => planOf(1, { movesWatermark: false }),
      fetchWindow: () => ({ blob: 'page', items: newItems(1), relisted: 0, end: { isWhole: true } }),
      importItem: async () => {
        begun = true;
        await until('the cancellation', async () => await isCancelRequested());
        return 'imported';
      },
    });
    const run = await stage.start('connectorRun', { ...DAILY, window: planOf(1).window });
    const isCancelRequested = async () => {
      const { events } = await run.fetchHistory();
      return (events ?? []).some((event) => event.workflowExecutionCancelRequestedEventAttributes);
    };
    await until('the item to be in hand', () => begun);
    await run.cancel();
    await assert.rejects(run.result(), isCanceled);
    assert.deepEqual(ended(), [['canceled', 'Canceled']]);
  });

  it('canceled while its report cannot be written writes it all the same', async () => {
    stage.play({
      reportRun: ({ run, reason }) => {
        if (stage.of('reportRun').length === 1) throw new Error('Storage is away for a second.');
        return { run, state: 'completed', reason, counts: emptyCounts() };
      },
    });
    const run = await stage.start('connectorRun', DAILY);
    await until('the first try', () => stage.of('reportRun').length === 1);
    await run.cancel();
    assert.equal(((await run.result()) as { state: string }).state, 'completed');
    assert.deepEqual(ended(), [
      ['done', null],
      ['done', null],
    ]);
  });
});

function isCanceled(error: unknown): boolean {
  return error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure;
}
