import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { ReasonCode } from '../../src/domain/reasons.js';
import type { Progress } from '../../src/domain/run.js';
import { until } from '../support/until.js';
import { newItems, planOf, Stage } from './stage.js';

const DAILY = { connectorId: 'emea' };
const REFUSED = {
  imported: 0,
  partiallyImported: 0,
  skipped: 0,
  failed: 1,
  reasons: { MailboxInTrouble: 1 },
};

describe('the last round of a run', function () {
  let stage: Stage;

  before(async function () {
    stage = await Stage.open(this, { suggestedEvents: 60 });
  });
  after(async () => await stage?.close());

  const pageOf = (items: ReturnType<typeof newItems>) => ({
    openRun: () => planOf(1),
    fetchWindow: () => ({ blob: 'page', items, relisted: 0, end: { isWhole: true } }),
  });
  const parked = (itemKey: string) => ({
    itemKey,
    isOpenItem: true,
    isLastRound: true,
    openMark: `mark of ${itemKey}`,
    counted: REFUSED,
  });
  const ended = () => stage.of('reportRun').map(({ ended: how, reason }) => [how, reason]);
  const lastRound = () => stage.of('importItem').filter(({ isLastRound }) => isLastRound === true);
  const keysOf = (inputs: Record<string, unknown>[]) => inputs.map(({ itemKey }) => itemKey);

  it('takes up after the last page what was refused for a while, and counts it once', async () => {
    const items = newItems(3);
    const [trouble = { itemKey: '' }] = items;
    let counted: Progress | undefined;
    stage.play({
      ...pageOf(items),
      importItem: ({ itemKey, isLastRound }) =>
        itemKey === trouble.itemKey && !isLastRound ? refuse('MailboxInTrouble') : 'imported',
      listParkedItems: async () => {
        counted = await run.query<Progress>('progress');
        return { items: [parked(trouble.itemKey)], last: null };
      },
      reportRun: async ({ run: ref, reason }) => {
        const { counts } = await run.query<Progress>('progress');
        return { run: ref, state: 'completed', reason, counts };
      },
    });
    const run = await stage.start('connectorRun', DAILY);
    await run.result();
    assert.deepEqual([counted?.parked, counted?.counts.imported, counted?.counts.failed], [1, 2, 1]);
    assert.deepEqual(
      [counted?.isLastRound, counted?.waitingFor],
      [true, 'the list of what was refused in this run'],
    );
    assert.deepEqual(keysOf(lastRound()), [trouble.itemKey]);
    assert.deepEqual(
      stage.of('settleItem').map(({ openMark }) => openMark),
      [`mark of ${trouble.itemKey}`],
    );
    const { counts, items: done, parked: left } = await run.query<Progress>('progress');
    assert.deepEqual([counts.imported, counts.failed, counts.availableForImport], [3, 0, 3]);
    assert.deepEqual([done, left], [{ seen: 3, done: 3, underWay: 0 }, 0]);
    assert.deepEqual(await run.query('failures'), {});
  });

  it('leaves to the next run what is refused again', async () => {
    const [item = { itemKey: '' }] = newItems(1);
    stage.play({
      ...pageOf([{ ...item, index: 0 }]),
      importItem: () => refuse('MailboxInTrouble'),
      listParkedItems: () => ({ items: [parked(item.itemKey)], last: null }),
    });
    const run = await stage.start('connectorRun', DAILY);
    await run.result();
    assert.deepEqual([stage.of('listParkedItems').length, lastRound().length], [1, 1]);
    assert.deepEqual(await run.query('failures'), { MailboxInTrouble: 1 });
    assert.deepEqual(stage.of('settleItem'), []);
  });

  for (const reason of ['NoMapping', 'ItemTooLarge', 'Canceled'] as const) {
    it(`is none where all that failed is ${reason}`, async () => {
      stage.play({ ...pageOf(newItems(2)), mapItem: () => refuse(reason) });
      await (await stage.start('connectorRun', DAILY)).result();
      assert.deepEqual(stage.of('listParkedItems'), []);
    });
  }

  for (const [what, changes] of [
    ["a backfill's day", { window: planOf(1).window }],
    ['a run that only takes up what was left', { only: 'open-items' }],
  ] as const) {
    it(`is there for ${what} too`, async () => {
      const [item = { itemKey: '' }] = newItems(1);
      stage.play({
        openRun: () => planOf(0, { movesWatermark: false, takesUpOpenItems: true }),
        listOpenItems: () => ({ items: [item], last: null }),
        importItem: ({ isLastRound }) => (isLastRound ? 'imported' : refuse('MailboxInTrouble')),
        listParkedItems: () => ({ items: [parked(item.itemKey)], last: null }),
      });
      await (await stage.start('connectorRun', { ...DAILY, ...changes })).result();
      assert.deepEqual(keysOf(lastRound()), [item.itemKey]);
    });
  }

  it('takes each up once, however many pages and executions that takes', async () => {
    const items = newItems(12);
    stage.play({
      ...pageOf(items),
      importItem: ({ isLastRound }) => (isLastRound ? 'imported' : refuse('MailboxInTrouble')),
      listParkedItems: ({ after }) => {
        const from = items.findIndex(({ itemKey }) => itemKey === after) + 1;
        const page = items.slice(from, from + 5).map(({ itemKey }) => parked(itemKey));
        return { items: page, last: from + 5 < items.length ? (page.at(-1)?.itemKey ?? null) : null };
      },
    });
    const run = await stage.start('connectorRun', DAILY);
    await run.result();
    assert.deepEqual([lastRound().length, new Set(keysOf(lastRound()))], [12, new Set(keysOf(items))]);
    assert.equal(stage.of('listParkedItems').length, 3);
    const last = await stage.client.workflow.getHandle(run.workflowId).describe();
    assert.notEqual(last.runId, run.firstExecutionRunId);
  });

  it('ends with the run that is canceled in it', async () => {
    const items = newItems(2);
    const [first = { itemKey: '' }, second = { itemKey: '' }] = items;
    stage.play({
      ...pageOf(items),
      importItem: async ({ isLastRound }) => {
        if (!isLastRound) return refuse('MailboxInTrouble');
        await run.cancel();
        return 'imported';
      },
      listParkedItems: ({ after }) =>
        after === null
          ? { items: [parked(first.itemKey)], last: first.itemKey }
          : { items: [parked(second.itemKey)], last: null },
    });
    const run = await stage.start('connectorRun', DAILY);
    await assert.rejects(run.result());
    assert.deepEqual(ended(), [['canceled', 'Canceled']]);
    assert.equal(lastRound().length, 1);
  });

  describe('and an item whose own workflow', () => {
    const items = newItems(3);
    const [lost = { itemKey: '' }] = items;

    /** Ends the workflow of the first item by force while it is staged. */
    async function endOne(end: (item: WorkflowHandle) => Promise<unknown>) {
      let isEnded = false;
      stage.play({
        ...pageOf(items),
        stageItem: async ({ itemKey, isLastRound }) => {
          if (itemKey === lost.itemKey && !isLastRound) await until('its end', () => isEnded);
        },
        recordFailure: ({ reason }) => ({ ...REFUSED, reasons: { [reason]: 1 } }),
        listParkedItems: () => ({ items: [parked(lost.itemKey)], last: null }),
      });
      const run = await stage.start('connectorRun', DAILY);
      await until('the item', () => keysOf(stage.of('stageItem')).includes(lost.itemKey));
      await end(stage.client.workflow.getHandle(`item/${lost.itemKey}`));
      isEnded = true;
      await run.result();
      assert.deepEqual(ended(), [['done', null]]);
      return stage.of('recordFailure').map(({ itemKey, mailbox, reason }) => [itemKey, mailbox, reason]);
    }

    it('was terminated is closed in its place and taken up once more; the run goes on', async () => {
      assert.deepEqual(await endOne(async (item) => await item.terminate('for a test')), [
        [lost.itemKey, null, 'Terminated'],
      ]);
      assert.deepEqual(keysOf(lastRound()), [lost.itemKey]);
    });

    it('was canceled alone is left to the next run; the run goes on', async () => {
      assert.deepEqual(await endOne(async (item) => await item.cancel()), [[lost.itemKey, null, 'Canceled']]);
      assert.deepEqual(lastRound(), []);
    });
  });
});

function refuse(reason: ReasonCode): never {
  throw ApplicationFailure.nonRetryable('as the test wants it', reason);
}
