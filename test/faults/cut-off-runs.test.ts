import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { until } from '../support/until.js';
import { assertAddsUp, countCreated, Rig } from './support.js';

// Three times as many as a run has in hand at a time, so that most are never begun.
const ITEMS = 120;

describe('runs are cut off', function () {
  let rig: Rig;

  before(async function () {
    rig = await Rig.start(this, { seed: 'cut off', items: ITEMS });
    await rig.startWorker();
  });
  after(async () => await rig?.close());

  it('a canceled one ends with most still to do and adds up, a terminated one says so, and the next brings the rest, once', async () => {
    const { expected } = rig.yesterday;
    const canceled = await rig.startDaily();
    await until('mails to be created', () => rig.countMails() >= 20);
    await canceled.cancel();
    await assert.rejects(
      canceled.result(),
      (error) => error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure,
    );
    const first = await rig.reportOf(canceled);
    assert.equal(first.state, 'canceled');
    assertAddsUp(first);
    assert.equal(await rig.countOpen(), 0);
    assert.ok(first.failures.some(({ reason, open }) => reason === 'Canceled' && open));
    const missing = rig.differences(rig.days).length;
    assert.ok(missing > expected.copies.length / 2, 'it was over before it was canceled');

    const terminated = await rig.startDaily();
    const mails = rig.countMails();
    await until('more mails to be created', () => rig.countMails() >= mails + 20);
    await terminated.terminate('for a test');
    const second = await rig.reportOf(terminated);
    assert.equal(second.state, 'terminated');
    assert.ok(rig.differences(rig.days).length > 0, 'it was over before it was terminated');

    const third = await rig.reportOf(await rig.startDaily());
    assert.equal(third.state, 'completed-with-failures');
    assertAddsUp(third);
    assert.deepEqual(rig.differences(rig.days), []);
    assert.equal(third.counts.failed, expected.counts.failed);
    assert.equal(await rig.storage.outcomes.countOpen(third.runId), 0);
    assert.equal(countCreated(rig), expected.copies.length);

    // What the terminated run had in hand is canceled with it, and may have said so only when the third had begun.
    const fourth = await rig.reportOf(await rig.startDaily());
    assert.equal(fourth.counts.imported, 0);
    assert.equal(await rig.countOpen(), 0);
    assert.equal(countCreated(rig), expected.copies.length);
  });
});
