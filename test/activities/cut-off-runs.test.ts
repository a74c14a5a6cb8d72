import assert from 'node:assert/strict';
import type { RunPlan } from '../../src/domain/run.js';
import { newId } from '../storage/shared-azurite.js';
import { Bench, forBoth } from './bench.js';
import { changed } from './changed.js';

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

  /** Runs that have ended and begun after the one of the test. */
  async function openNewer(count: number): Promise<void> {
    const record = await bench.deps.runs.get(plan.run.runId);
    const startedAt = new Date(Date.parse(record.startedAt) + 1_000).toISOString();
    const newer = Array.from({ length: count }, () => ({ ...record, runId: newId('run'), startedAt }));
    await Promise.all(
      newer.map(async (run) => {
        await bench.deps.runs.open({ ...run, ended: 'done' });
        await bench.deps.runs.setReported(run);
      }),
    );
  }

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

  it('does so behind any number of newer runs', async () => {
    bench.terminated.add(plan.run.runId);
    await openNewer(101);
    const counts = await bench.takeUp(await bench.openApply());
    assert.deepEqual([counts.imported, counts.failed], [4, 0]);
    assert.equal((await bench.deps.reports.read(bench.connectorId, plan.run.runId))?.state, 'terminated');
  });

  it('does so among the newest where an older program began it', async () => {
    bench.terminated.add(plan.run.runId);
    await bench.deps.runs.setReported(plan.run);
    await openNewer(10);
    assert.equal((await bench.takeUp(await bench.openApply())).imported, 4);
  });

  it('after its end and before its report gets the report that it would have written', async () => {
    const { run } = plan;
    await bench.deps.runs.update(run.runId, (known) => ({ ...known, ended: 'canceled', reason: 'Canceled' }));
    bench.terminated.add(run.runId);
    assert.equal((await bench.takeUp(await bench.openApply())).imported, 4);
    const report = await bench.deps.reports.read(bench.connectorId, run.runId);
    assert.deepEqual([report?.state, report?.counts.failed], ['canceled', 2]);
    const unreported = await bench.deps.runs.unreported(bench.connectorId);
    assert.ok(unreported.every(({ runId }) => runId !== run.runId));
  });

  it('reported already by a worker of an older program keeps that report', async () => {
    const { run } = plan;
    const runs = changed(bench.deps.runs, { setReported: async () => await Promise.resolve() });
    const former = bench.activities({ runs });
    await former.reportRun({ run, ended: 'canceled', reason: 'Canceled', relisted: 0 });
    const before = await bench.deps.reports.read(bench.connectorId, run.runId);
    bench.terminated.add(run.runId);
    await bench.takeUp(await bench.openApply());
    assert.deepEqual(await bench.deps.reports.read(bench.connectorId, run.runId), before);
    const unreported = await bench.deps.runs.unreported(bench.connectorId);
    assert.ok(unreported.every(({ runId }) => runId !== run.runId));
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
