import assert from 'node:assert/strict';
import type { RunPlan } from '../../src/domain/run.js';
import { newId } from '../storage/shared-azurite.js';
import { Bench, forBoth } from './bench.js';

describe('a run that was cut off by force', () => {
  let bench: Bench;
  let plan: RunPlan;

  beforeEach(async () => {
    bench = await Bench.open();
    bench.site.addItems([1, 2, 3].map(() => forBoth({ itemId: newId('item') })));
    plan = await bench.openRun();
    const { blob, items } = await bench.listPage(plan);
    const [first = { itemKey: '', index: 0 }] = items;
    await bench.archive({ run: plan.run, itemKey: first.itemKey, record: { blob, index: first.index } });
  });
  afterEach(() => bench.close());

  it('leaves what it had listed and not begun to the next run, which says so on its report', async () => {
    bench.terminated.add(plan.run.runId);
    const counts = await bench.takeUp(await bench.openApply());
    assert.deepEqual([counts.imported, counts.failed], [4, 0]);
    const report = await bench.deps.reports.read(bench.connectorId, plan.run.runId);
    assert.equal(report?.state, 'terminated');
    assert.deepEqual([report.counts.imported, report.counts.failed], [2, 2]);
    assert.ok(report.failures.every(({ reason, open }) => reason === 'Terminated' && open));
    assert.equal((await bench.takeUp(await bench.openApply())).availableForImport, 0);
  });

  it('is none as long as Temporal runs it', async () => {
    const counts = await bench.takeUp(await bench.openApply());
    assert.equal(counts.availableForImport, 0);
    assert.equal(await bench.deps.outcomes.countOpen(plan.run.runId), 2);
  });

  it('is none where it came to its report while it was looked at', async () => {
    const isRunning = async () => {
      await bench
        .activities()
        .reportRun({ run: plan.run, ended: 'canceled', reason: 'Canceled', relisted: 0 });
      return false;
    };
    await bench.activities({ isRunning }).listOpenItems({ run: (await bench.openApply()).run, after: null });
    const report = await bench.deps.reports.read(bench.connectorId, plan.run.runId);
    assert.equal(report?.state, 'canceled');
  });

  it('and goes on all the same takes nothing off the open items that it has not done', async () => {
    bench.terminated.add(plan.run.runId);
    const { items } = await bench
      .activities()
      .listOpenItems({ run: (await bench.openApply()).run, after: null });
    assert.equal(items.length, 2);
    for (const item of items) await bench.archive({ run: plan.run, ...item });
    assert.equal((await bench.takeUp(await bench.openApply())).imported, 4);
  });

  it('as a day of a backfill is accounted for by that, however many runs came since', async () => {
    bench.terminated.add(plan.run.runId);
    const day = await bench.activities().readDay(plan.run);
    assert.deepEqual([day?.state, day?.counts?.imported, day?.counts?.failed], ['terminated', 2, 2]);
    const open = await bench.deps.openItems.list(bench.connectorId, { after: null, limit: 10 });
    assert.deepEqual(
      open.map(({ reason }) => reason),
      ['Terminated', 'Terminated'],
    );
  });

  it('as a day of a backfill says nothing while it runs, or where it was never opened', async () => {
    assert.equal(await bench.activities().readDay(plan.run), null);
    assert.equal(await bench.activities().readDay({ ...plan.run, runId: newId('run') }), null);
    assert.equal(await bench.deps.outcomes.countOpen(plan.run.runId), 2);
  });
});
