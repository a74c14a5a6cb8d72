import assert from 'node:assert/strict';
import { blobOf } from '../../src/activities/stage-page.js';
import { ArchiveError } from '../../src/domain/errors.js';
import type { ReasonCode } from '../../src/domain/reasons.js';
import type { RunPlan, Slice } from '../../src/domain/run.js';
import type { Source } from '../../src/sources/source.js';
import { WINDOW } from '../sources/telemessage/fixture.js';
import { newId } from '../storage/shared-azurite.js';
import { Bench, forBoth } from './bench.js';
import { changed } from './changed.js';

const NEXT_DAY = '2026-11-22T00:00:00.000Z';

describe('fetchWindow', () => {
  let bench: Bench;
  let source: Source;

  beforeEach(async () => {
    bench = await Bench.open();
    const { connector } = await bench.deps.connectors.get(bench.connectorId);
    source = bench.deps.sourceOf(connector);
  });
  afterEach(() => bench.close());

  const over = (changes: Partial<Source>) => bench.activities({ sourceOf: () => changed(source, changes) });
  const rows = async (runId: string) => {
    const reasons: (ReasonCode | null)[] = [];
    for await (const { reason } of bench.deps.outcomes.read(runId)) reasons.push(reason);
    return reasons;
  };

  it('answers a repeated call from staging, whatever the source lists by then', async () => {
    bench.site.addItems([forBoth({ itemId: newId('item') })]);
    const plan = await bench.openRun();
    const first = await bench.listPage(plan);
    bench.site.addItems([forBoth({ itemId: newId('item') })]);
    assert.deepEqual(await bench.listPage(plan), first);
    assert.equal(first.items.length, 1);
  });

  it('drops what is settled in the lookback, and takes up there what is not', async () => {
    const { itemKey, mailbox, run } = await bench.prepareItem();
    for (const { mailbox: each } of (await bench.deps.ledger.entry(itemKey)).copies)
      await bench.activities().importItem({ run, itemKey, mailbox: each });
    assert.ok(mailbox);
    assert.ok(await bench.deps.connectors.moveWatermark(bench.connectorId, WINDOW.from, WINDOW.to));
    bench.site.addItems([forBoth({ itemId: newId('late') })]);

    const daily = await bench.openDaily(NEXT_DAY);
    assert.deepEqual(
      daily.slices.map(({ isLookback, window }) => [isLookback, window]),
      [
        [true, WINDOW],
        [false, { from: WINDOW.to, to: NEXT_DAY }],
      ],
    );
    const page = await bench.listPage(daily);
    assert.equal(page.relisted, 1);
    assert.equal(page.items.length, 1);
    assert.notEqual(page.items[0]?.itemKey, itemKey);
  });

  it('reports other content for an archived revision once, and keeps both', async () => {
    const itemId = newId('item');
    const { itemKey } = await bench.prepareItem({ itemId, text: 'The price is 10' });
    const records = [forBoth({ itemId, text: 'The price is 100' })];
    const page = Buffer.from(JSON.stringify({ items: records, nextCursor: null, windowCount: 1 }));
    const elsewhere = over({ fetchPage: async () => await Promise.resolve(page) });
    const [first, second] = [await bench.openRun(), await bench.openRun()];
    await bench.listPage(first, 0, elsewhere);
    await bench.listPage(second, 0, elsewhere);
    assert.deepEqual((await rows(first.run.runId)).filter(Boolean), ['SourceChanged']);
    assert.deepEqual((await rows(second.run.runId)).filter(Boolean), []);
    assert.equal((await bench.deps.ledger.entry(itemKey)).changes.length, 1);
  });

  it('refuses another account than the one the connector was created on', async () => {
    const account = async () => await Promise.resolve({ id: 'another', products: [] });
    await assert.rejects(bench.listPage(await bench.openRun(), 0, over({ account })), {
      code: 'AccountMismatch',
    });
  });

  it('reports other content for a revision on the very same page too, and archives the first', async () => {
    const itemId = newId('item');
    const at = (text: string) => forBoth({ itemId, text });
    bench.site.addItems([at('first'), at('second'), at('first'), at('third'), at('second')]);
    const plan = await bench.openRun();
    const { blob, items, end } = await bench.listPage(plan);
    assert.deepEqual([items.map(({ index }) => index), end], [[0], { isWhole: true }]);
    assert.deepEqual((await rows(plan.run.runId)).filter(Boolean), ['SourceChanged', 'SourceChanged']);
    const { itemKey = '', index = 0 } = items[0] ?? {};
    await bench.stage({ run: plan.run, itemKey, record: { blob, index } });
    // Asked for again, with the first one staged: nothing more to say.
    await bench.listPage(plan);
    const entry = await bench.deps.ledger.entry(itemKey);
    assert.equal(entry.changes.length, 2);
    assert.match((await bench.deps.staging.read(entry.staged?.record.blob ?? '')).toString(), /"first"/);
    assert.equal((await rows(plan.run.runId)).filter((reason) => reason === 'SourceChanged').length, 2);
  });

  it('reports other content for a revision on a later page, once the first is staged', async () => {
    const itemId = newId('item');
    bench.site.limitPages(1);
    bench.site.addItems([forBoth({ itemId, text: 'first' }), forBoth({ itemId, text: 'second' })]);
    const { run, slices } = await bench.openRun();
    const request = { run, slice: slices[0] as Slice, listing: 0 };
    const first = await bench.activities().fetchWindow({ ...request, page: 0 });
    const { itemKey = '', index = 0 } = first.items[0] ?? {};
    await bench.stage({ run, itemKey, record: { blob: first.blob, index } });
    const second = await bench.activities().fetchWindow({ ...request, page: 1 });
    assert.deepEqual([second.items, second.end], [[], { isWhole: true }]);
    assert.deepEqual(
      (await rows(run.runId)).filter((reason) => reason !== null),
      ['SourceChanged'],
    );
  });

  it('keeps what the source cannot deliver whole for the report, named so that Temporal can show it', async () => {
    const faults = Array.from({ length: 25 }, (_, index) => ({
      name: `drop ${index} \`*\n${'x'.repeat(200)}`,
      reason: 'DropRefused' as const,
      what: 'holds fewer files than it says',
    }));
    const parsePage: Source['parsePage'] = (bytes) => ({ ...source.parsePage(bytes), faults });
    const plan = await bench.openRun();
    assert.deepEqual((await bench.listPage(plan, 0, over({ parsePage }))).end, { isWhole: false });
    const { missing } = await bench
      .activities()
      .reportRun({ run: plan.run, ended: 'incomplete', reason: 'SourceIncomplete', relisted: 0 });
    assert.deepEqual([missing?.gaps, missing?.count, missing?.sourceFaults.length], [[], 25, 20]);
    for (const { name } of missing?.sourceFaults ?? []) assert.match(name, /^drop_\d+__\*_x{80,}$/);
    const report = await bench.deps.reports.read(bench.connectorId, plan.run.runId);
    assert.deepEqual(report?.sourceFaults[24], { ...faults[24], slice: 0 });
  });

  describe('where the source has purged', () => {
    const gapsOf = async ({ run }: RunPlan) => (await bench.deps.runs.get(run.runId)).gaps;
    const at = (hour: string) => `2026-11-20T${hour}.000Z`;
    const timesOf = (items: { index: number }[]) => items.map(({ index }) => index);

    it('a lookback passes over it and says nothing: all of it was read when it was new', async () => {
      await bench.deps.connectors.moveWatermark(bench.connectorId, WINDOW.from, WINDOW.to);
      bench.site.purgeBefore(at('12:00:00'));
      const daily = await bench.openDaily(NEXT_DAY);
      const { items, end } = await bench.listPage(daily);
      assert.deepEqual([items, end, await gapsOf(daily)], [[], { isWhole: true }, []]);
    });

    it('the rest of the window is listed from the first whole hour that is kept, page by page', async () => {
      for (const hour of ['07:59:59', '08:30:00', '09:00:00', '10:00:00'])
        bench.site.addItems([forBoth({ itemId: newId('item'), archivedTime: at(hour) })]);
      bench.site.purgeBefore(at('08:00:01'));
      bench.site.limitPages(1);
      const plan = await bench.openRun();
      const slice = plan.slices[0] as Slice;
      const pages = [];
      for (let page = 0; page < 2; page += 1)
        pages.push(await bench.activities().fetchWindow({ run: plan.run, slice, listing: 0, page }));
      assert.deepEqual(
        pages.map(({ items, end }) => [timesOf(items), end]),
        [
          [[0], null],
          [[0], { isWhole: true }],
        ],
      );
      assert.deepEqual(await gapsOf(plan), [{ from: WINDOW.from, to: at('09:00:00') }]);
    });

    it('all of the window is passed over where nothing of it is kept, also when it is asked again', async () => {
      bench.site.addItems([forBoth({ itemId: newId('item') })]);
      bench.site.purgeBefore(WINDOW.to);
      const plan = await bench.openRun();
      for (let tries = 0; tries < 2; tries += 1) {
        const { items, end } = await bench.listPage(plan);
        assert.deepEqual([items, end, await gapsOf(plan)], [[], { isWhole: true }, [WINDOW]]);
      }
    });

    it('nothing is missing of a window that begins where it keeps from', async () => {
      bench.site.addItems([forBoth({ itemId: newId('item') })]);
      bench.site.purgeBefore(WINDOW.from);
      const plan = await bench.openRun();
      assert.equal((await bench.listPage(plan)).items.length, 1);
      assert.deepEqual(await gapsOf(plan), []);
    });

    it('more while a window is listed, the listing is cut off, and the next one finds the larger gap', async () => {
      for (const hour of ['09:10:00', '10:10:00', '11:10:00', '12:10:00'])
        bench.site.addItems([forBoth({ itemId: newId('item'), archivedTime: at(hour) })]);
      bench.site.limitPages(1);
      bench.site.purgeBefore(at('09:00:00'));
      const plan = await bench.openRun();
      const [run, slice] = [plan.run, plan.slices[0] as Slice];
      await bench.activities().fetchWindow({ run, slice, listing: 0, page: 0 });
      bench.site.purgeBefore(at('10:30:00'));
      await assert.rejects(bench.activities().fetchWindow({ run, slice, listing: 0, page: 1 }), {
        code: 'CursorRefused',
      });
      const { items, end } = await bench.activities().fetchWindow({ run, slice, listing: 1, page: 0 });
      assert.deepEqual([timesOf(items), end], [[0], null]);
      assert.deepEqual(await gapsOf(plan), [{ from: WINDOW.from, to: at('11:00:00') }]);
    });

    it('and a try breaks off once the window is settled, the listing begins anew: its cursors are of one window', async () => {
      bench.site.addItems([forBoth({ itemId: newId('item'), archivedTime: at('22:00:00') })]);
      bench.site.purgeBefore(at('09:00:00'));
      const plan = await bench.openRun();
      const [run, slice] = [plan.run, plan.slices[0] as Slice];
      const create: typeof bench.deps.staging.create = async (name, ...rest) => {
        if (name.endsWith('page-0')) throw new ArchiveError('StorageUnreachable', 'Storage: gone.');
        return await bench.deps.staging.create(name, ...rest);
      };
      const staging = changed(bench.deps.staging, { create });
      const request = { run, slice, listing: 0, page: 0 };
      await assert.rejects(bench.activities({ staging }).fetchWindow(request), {
        code: 'StorageUnreachable',
      });
      bench.site.purgeBefore(at('10:00:00'));
      await assert.rejects(bench.activities().fetchWindow(request), { code: 'CursorRefused' });
      const { items } = await bench.activities().fetchWindow({ ...request, listing: 1 });
      assert.equal(items.length, 1);
    });
  });

  describe('where the list never ends', () => {
    /** Lists until the activity says that the listing has ended. */
    async function list(activities = bench.activities(), most = 40) {
      const { run, slices } = await bench.openRun();
      for (let page = 0; page < most; page += 1) {
        const { end } = await activities.fetchWindow({ run, slice: slices[0] as Slice, listing: 0, page });
        if (end !== null) return { pages: page + 1, end };
      }
      return assert.fail(`It was still listing after ${most} pages.`);
    }

    for (const count of [2, 3, 7, 8]) {
      it(`a circle of ${count} pages is ended soon, and is not whole though everything was there`, async () => {
        for (let index = 0; index < count; index += 1)
          bench.site.addItems([forBoth({ itemId: newId('item') })]);
        bench.site.limitPages(1);
        bench.site.loopCursors(true);
        const { pages, end } = await list();
        assert.deepEqual(end, { isWhole: false });
        assert.ok(pages <= 4 * count, `${pages} pages`);
      });
    }

    it('a page that names itself as the next is ended', async () => {
      const page = Buffer.from(JSON.stringify({ items: [], nextCursor: 'me', windowCount: 0 }));
      const { pages } = await list(over({ fetchPage: async () => await Promise.resolve(page) }));
      assert.equal(pages, 2);
    });

    it('pages without anything new end it after some thousands, however new their cursors are', async () => {
      const endAfter = async (idlePages: number) => {
        const plan = await bench.openRun();
        const request = { run: plan.run, slice: plan.slices[0] as Slice, listing: 0, page: 2047 };
        for (const page of [1023, 2046, 2047]) {
          const text = JSON.stringify({ items: [], nextCursor: `to ${page + 1}`, windowCount: 1 });
          await bench.deps.staging.create(blobOf(request, page), Buffer.from(text), 'application/json');
        }
        const read = async (blob: string) => {
          const page = Number(/page-(\d+)\.keys$/.exec(blob)?.[1] ?? Number.NaN);
          if (Number.isNaN(page)) return await bench.deps.staging.read(blob);
          return Buffer.from(page < 2048 - idlePages ? `item-${page}\nanother` : 'another');
        };
        const activities = bench.activities({ staging: changed(bench.deps.staging, { read }) });
        return (await activities.fetchWindow(request)).end;
      };
      assert.deepEqual(await endAfter(1024), { isWhole: false });
      assert.equal(await endAfter(1023), null);
    });

    it('pages repeated whole and empty ones in between cost nothing, as long as it ends', async () => {
      const record = forBoth({ itemId: newId('item') });
      const answers = [[], [record], [record], [], [], [record], []];
      const fetchPage = async ({ cursor }: { cursor: string | null }) => {
        const page = Number(cursor ?? 0);
        const nextCursor = page + 1 < answers.length ? `${page + 1}` : null;
        const answer = { items: answers[page], nextCursor, windowCount: 1 };
        return await Promise.resolve(Buffer.from(JSON.stringify(answer)));
      };
      assert.deepEqual(await list(over({ fetchPage })), { pages: 7, end: { isWhole: true } });
    });
  });
});
