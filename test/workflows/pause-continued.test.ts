import assert from 'node:assert/strict';
import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Progress } from '../../src/domain/run.js';
import { until } from '../support/until.js';
import { Latch, pageOf, Pausable } from './pausable.js';
import { newItems, type Stage } from './stage.js';

const ADA = { reason: 'quota', by: 'ada' };

describe('a pause that outlasts an execution', function () {
  let paused: Pausable;
  let stage: Stage;

  before(async function () {
    paused = await Pausable.open(this, { suggestedEvents: 100 });
    ({ stage } = paused);
  });
  after(async () => await stage?.close());

  /** Each wish makes the history longer; one may come at the very end of an execution. */
  const untilLater = async (run: WorkflowHandleWithFirstExecutionRunId): Promise<void> => {
    const latest = stage.client.workflow.getHandle(run.workflowId);
    const isLater = async () => (await latest.describe()).runId !== run.firstExecutionRunId;
    while (!(await isLater())) {
      const written = stage.of('setPause').length;
      await latest.signal('pause', ADA);
      await until(
        'the wish to be written',
        async () => stage.of('setPause').length > written || (await isLater()),
      );
    }
  };

  for (const where of ['the source', 'what earlier runs left'] as const) {
    it(`in the middle of a page of ${where} goes on in new executions, still paused, and does each item once`, async () => {
      const [importing, items] = [new Latch(), newItems(45)];
      const left = () => items.filter(({ itemKey }) => !paused.archived().includes(itemKey));
      paused.play({
        ...(where === 'the source'
          ? { fetchWindow: () => pageOf(left()) }
          : { listOpenItems: () => ({ items: left().map(({ itemKey }) => ({ itemKey })), last: null }) }),
        importItem: async () => {
          await importing.opened;
          return 'imported';
        },
      });
      const run = await paused.start();
      const latest = stage.client.workflow.getHandle(run.workflowId);
      await until('items in hand', () => stage.of('importItem').length === 40);
      await latest.signal('pause', ADA);
      importing.open();
      await untilLater(run);
      const { paused: pause } = await paused.untilPaused(latest);
      assert.equal(pause?.note, 'quota (paused by ada)');
      assert.equal(paused.archived().length, 40);
      await latest.signal('resume', ADA);
      await run.result();
      paused.assertOnce(items);
      assert.deepEqual((await latest.query<Progress>('progress')).items, {
        seen: 45,
        done: 45,
        underWay: 0,
      });
      assert.equal(paused.schedule?.isPaused, false);
    });
  }

  it('of a run that was refused at its opening opens it in a new execution once resumed', async () => {
    let isMended = false;
    paused.play({});
    stage.interfere('openRun', () => (isMended ? undefined : refuse('StorageRefused')));
    const run = await paused.start();
    const latest = stage.client.workflow.getHandle(run.workflowId);
    await paused.untilPaused(latest);
    await untilLater(run);
    await paused.untilPaused(latest);
    isMended = true;
    await latest.signal('resume', ADA);
    await run.result();
    assert.equal(stage.of('openRun').length, 2);
    assert.deepEqual(paused.ended(), [['done', null]]);
  });

  it('of a run that was refused its watermark fetches no page again', async () => {
    const items = newItems(1);
    let isMended = false;
    paused.play({ fetchWindow: () => pageOf(items) });
    stage.interfere('moveWatermark', () => (isMended ? undefined : refuse('StorageRefused')));
    const run = await paused.start();
    const latest = stage.client.workflow.getHandle(run.workflowId);
    await paused.untilPaused(latest);
    await untilLater(run);
    await paused.untilPaused(latest);
    assert.equal(stage.of('moveWatermark').length, 1);
    isMended = true;
    await latest.signal('resume', ADA);
    await run.result();
    assert.equal(stage.of('fetchWindow').length, 1);
    assert.equal(stage.of('moveWatermark').length, 2);
    paused.assertOnce(items);
  });

  it('of a run that was refused its report does nothing once more but that', async () => {
    const items = newItems(1);
    let isMended = false;
    paused.play({ fetchWindow: () => pageOf(items) });
    stage.interfere('reportRun', () => (isMended ? undefined : refuse('StorageRefused')));
    const run = await paused.start();
    const latest = stage.client.workflow.getHandle(run.workflowId);
    await paused.untilPaused(latest);
    await untilLater(run);
    await paused.untilPaused(latest);
    isMended = true;
    await latest.signal('resume', ADA);
    await run.result();
    const counts = (['listOpenItems', 'fetchWindow', 'reportRun'] as const).map(
      (name) => stage.of(name).length,
    );
    assert.deepEqual(counts, [1, 1, 2]);
    paused.assertOnce(items);
  });
});

function refuse(type: string): never {
  throw ApplicationFailure.nonRetryable('as the test wants it', type);
}
