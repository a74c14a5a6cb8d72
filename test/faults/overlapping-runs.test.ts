import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import { assertAddsUp, countCreated, Rig } from './support.js';

describe('a backfill and a daily run take the same window at the same time', function () {
  let rig: Rig;

  before(async function () {
    rig = await Rig.start(this, { seed: 'overlapping runs', items: 24 });
    await rig.startWorker();
    await rig.startWorker();
  });
  after(async () => await rig?.close());

  it('and every copy is imported by one of them and skipped by the other', async () => {
    const { window, expected } = rig.yesterday;
    const [backfill, daily] = await Promise.all([rig.start(window), rig.startDaily()]);
    const met = (await Promise.all([backfill, daily].map(countMet))).reduce((sum, count) => sum + count);
    assert.ok(met > 0, 'neither run met the other');
    const reports = [await rig.reportOf(backfill), await rig.reportOf(daily)];
    for (const report of reports) {
      assertAddsUp(report);
      const { availableFromSource, availableForImport, failed } = report.counts;
      const { imported: _, partiallyImported: __, ...shared } = expected.counts;
      assert.deepEqual({ availableFromSource, availableForImport, failed }, shared);
    }
    const sum = (count: 'imported' | 'partiallyImported' | 'skipped') =>
      reports.reduce((total, { counts }) => total + counts[count], 0);
    assert.equal(sum('imported'), expected.counts.imported);
    assert.equal(sum('partiallyImported'), expected.counts.partiallyImported);
    assert.equal(sum('skipped'), expected.copies.length);
    assert.deepEqual(rig.differences(rig.days), []);
    assert.equal(countCreated(rig), expected.copies.length);
    assert.equal(await rig.countOpen(), 0);
  });
});

/** How often the run has found an item in the hands of another one. */
async function countMet(run: WorkflowHandle): Promise<number> {
  await run.result();
  const { events } = await run.fetchHistory();
  return (events ?? []).filter((event) => event.startChildWorkflowExecutionFailedEventAttributes).length;
}
