import assert from 'node:assert/strict';
import type { ReasonCode } from '../../src/domain/reasons.js';
import type { RunRef } from '../../src/domain/run.js';
import { collect, newId } from '../storage/shared-azurite.js';
import { Bench, forBoth } from './bench.js';
import { changed } from './changed.js';

const NIGHT = '2026-11-21T02:00:00.000Z';

describe('what a run leaves open', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  async function listedItem(fields: Record<string, unknown> = {}) {
    bench.site.addItems([forBoth({ itemId: newId('item'), ...fields })]);
    const { run, slices } = await bench.openRun();
    const { blob, items } = await bench.listPage({ run, slices } as Awaited<ReturnType<Bench['openRun']>>);
    return { run, itemKey: items[0]?.itemKey ?? '', record: { blob, index: 0 } };
  }
  const fail = async (item: { run: RunRef; itemKey: string }, reason: ReasonCode) =>
    await bench.activities().recordFailure({ ...item, mailbox: null, reason });
  const taken = async () => {
    const { run } = await bench.openDaily(NIGHT);
    return (await bench.activities().listOpenItems({ run, after: null })).items;
  };
  const withoutMark = ({ openMark, ...item }: Awaited<ReturnType<typeof taken>>[number]) => {
    assert.ok(openMark);
    return item;
  };

  it('is taken up by the next run, with the way to its record', async () => {
    const item = await listedItem();
    await fail(item, 'SourceRefusedLogin');
    const expected = { itemKey: item.itemKey, isOpenItem: true, record: item.record };
    assert.deepEqual((await taken()).map(withoutMark), [expected]);
    const [row] = await collect(bench.deps.outcomes.read(item.run.runId));
    assert.deepEqual([row?.status, row?.reason], ['failed', 'SourceRefusedLogin']);
  });

  it('stands on the report of that run as on the one before, also where it was never staged', async () => {
    const item = await listedItem();
    const { run } = await bench.openDaily(NIGHT);
    const failuresOf = async (its: RunRef) => {
      await bench.activities().reportRun({ run: its, ended: 'canceled', reason: 'Canceled', relisted: 0 });
      return (await bench.deps.reports.read(bench.connectorId, its.runId))?.failures;
    };
    const before = await failuresOf(item.run);
    assert.deepEqual([before?.length, before?.[0]?.sourceUserId], [1, '447700900123']);
    await bench.activities().listOpenItems({ run, after: null });
    assert.deepEqual(await failuresOf(run), before);
  });

  it('is taken up where it is of another network, which only its own step is to say', async () => {
    const item = await listedItem({ network: 'Signal' });
    await assert.rejects(bench.activities().stageItem(item), { code: 'OtherNetwork' });
    await fail(item, 'OtherNetwork');
    const again = await bench.openRun();
    await bench.listPage(again);
    await bench
      .activities()
      .reportRun({ run: again.run, ended: 'canceled', reason: 'Canceled', relisted: 0 });
    assert.equal((await taken()).length, 1);
  });

  it('costs one reading of the page that listed it, with all others of that page', async () => {
    bench.site.addItems([1, 2, 3].map(() => forBoth({ itemId: newId('item') })));
    const { run } = await listedItem();
    await bench.activities().reportRun({ run, ended: 'canceled', reason: 'Canceled', relisted: 0 });
    const read: string[] = [];
    const staging = changed(bench.deps.staging, {
      read: async (blob) => {
        read.push(blob);
        return await bench.deps.staging.read(blob);
      },
    });
    const next = await bench.openDaily(NIGHT);
    const { items } = await bench.activities({ staging }).listOpenItems({ run: next.run, after: null });
    assert.deepEqual([items.length, read.length], [4, 1]);
  });

  it('is taken up, and named by its key, where the page that listed it cannot be read', async () => {
    const lost = { itemKey: 'f'.repeat(32), record: { blob: newId('gone'), index: 0 } };
    await fail(await listedItem(), 'Canceled');
    await bench.deps.openItems.add(bench.connectorId, { ...lost, reason: 'Canceled' });
    const { run } = await bench.openDaily(NIGHT);
    assert.equal((await bench.activities().listOpenItems({ run, after: null })).items.length, 2);
    const rows = await collect(bench.deps.outcomes.read(run.runId));
    assert.equal(rows.find(({ itemKey }) => itemKey === lost.itemKey)?.itemId, lost.itemKey);
  });

  it('is listed again by the same run only as long as it has not done it', async () => {
    const item = await listedItem();
    await fail(item, 'Canceled');
    const { run } = await bench.openDaily(NIGHT);
    const list = async () => (await bench.activities().listOpenItems({ run, after: null })).items;
    assert.equal((await list()).length, 1);
    assert.equal((await list()).length, 1);
    await fail({ ...item, run }, 'GraphRefusedLogin');
    assert.deepEqual(await list(), []);
    assert.equal((await taken()).length, 1);
  });

  it('is not taken up where the item itself is at fault', async () => {
    await fail(await listedItem(), 'MalformedItem');
    assert.deepEqual(await taken(), []);
  });

  it('is not taken up again for want of a mailbox: its people lead to it', async () => {
    const item = await listedItem();
    await fail(item, 'Canceled');
    const [listed] = await taken();
    await bench.activities().recordFailure({ ...item, ...listed, mailbox: null, reason: 'NoMapping' });
    assert.deepEqual(await taken(), []);
  });

  it('stays open where another run has opened it again since this one listed it', async () => {
    const item = await listedItem();
    await fail(item, 'Canceled');
    const [listed] = await taken();
    await fail(item, 'Canceled');
    const { settleItem, recordFailure } = bench.activities();
    await settleItem({ ...item, ...listed });
    await recordFailure({ ...item, ...listed, mailbox: null, reason: 'NoMapping' });
    const [again] = await taken();
    assert.equal(again?.itemKey, item.itemKey);
    await settleItem({ ...item, ...again });
    assert.deepEqual(await taken(), []);
  });

  it('is open no longer once it is settled; a fault of the whole stays where there are no copies', async () => {
    const item = await listedItem();
    await fail(item, 'Canceled');
    await fail(item, 'MalformedItem');
    await bench.activities().settleItem({ ...item, ...(await taken())[0] });
    assert.deepEqual(await taken(), []);
    assert.equal((await bench.deps.ledger.entry(item.itemKey)).fault?.reason, 'MalformedItem');

    const copied = await bench.prepareItem();
    await fail(copied, 'NoMapping');
    await bench.activities().settleItem(copied);
    assert.equal((await bench.deps.ledger.entry(copied.itemKey)).fault, undefined);
  });

  describe('when it is cut off', () => {
    it('is every item it never came to, with the way to its record, and the report adds up', async () => {
      const item = await listedItem();
      const { counts, state, reasons, partials } = await bench
        .activities()
        .reportRun({ run: item.run, ended: 'canceled', reason: 'Canceled', relisted: 0 });
      assert.deepEqual([state, counts.availableForImport, counts.failed], ['canceled', 1, 1]);
      assert.deepEqual([reasons, partials], [{ Canceled: 1 }, {}]);
      const expected = { itemKey: item.itemKey, isOpenItem: true, record: item.record };
      assert.deepEqual((await taken()).map(withoutMark), [expected]);
    });

    it('is the same when it reports again, as after an answer that was lost', async () => {
      const item = await listedItem();
      const input = { run: item.run, ended: 'canceled', reason: 'Canceled', relisted: 0 } as const;
      const first = await bench.activities().reportRun(input);
      assert.deepEqual(await bench.activities().reportRun(input), first);
      assert.equal((await taken()).length, 1);
    });
  });
});

describe('a run that claims to be done', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  it('with a row that nobody closed is inconsistent, and moves no watermark', async () => {
    const { run } = await bench.prepareItem();
    const { window } = await bench.openRun();
    assert.equal(await bench.activities().moveWatermark({ run, window }), false);
    const { state } = await bench.activities().reportRun({ run, ended: 'done', reason: null, relisted: 0 });
    assert.equal(state, 'inconsistent');
    const { watermark } = await bench.deps.connectors.get(bench.connectorId);
    assert.equal(watermark, window.from);
  });

  it('moves the watermark where every row is closed, once, and again to the same place', async () => {
    const { run, window } = await bench.openRun();
    assert.equal(await bench.activities().moveWatermark({ run, window }), true);
    assert.equal(await bench.activities().moveWatermark({ run, window }), true);
    const later = { from: window.from, to: NIGHT.replace('21', '23') };
    assert.equal(await bench.activities().moveWatermark({ run, window: later }), false);
  });

  it('that only takes up what is left needs no window, and has none', async () => {
    const { watermark } = await bench.deps.connectors.get(bench.connectorId);
    const { run, window, slices, takesUpOpenItems } = await bench.openApply();
    assert.deepEqual([window, slices], [{ from: watermark, to: watermark }, []]);
    assert.equal(takesUpOpenItems, true);
    assert.equal((await bench.deps.runs.get(run.runId)).kind, 'apply');
    const wrong = { ...run, workflowId: 'run/x', startedAt: NIGHT };
    for (const input of [{ only: 'nothing' as 'open-items' }, { only: 'open-items' as const, window }]) {
      const opening = bench
        .activities()
        .openRun({ ...wrong, runId: newId('run'), nominalTime: null, ...input });
      await assert.rejects(opening, { code: 'InvalidArgument' });
    }
  });

  it('started by hand without a window is refused, for only the schedule says up to when', async () => {
    const input = { connectorId: bench.connectorId, workflowId: 'by-hand', runId: newId('run') };
    await assert.rejects(bench.activities().openRun({ ...input, startedAt: NIGHT, nominalTime: null }), {
      code: 'InvalidArgument',
    });
  });
});
