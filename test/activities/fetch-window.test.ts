import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import type { ReasonCode } from '../../src/domain/reasons.js';
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

  it('passes over a lookback that the source has purged, but not over a window of its own', async () => {
    await bench.deps.connectors.moveWatermark(bench.connectorId, WINDOW.from, WINDOW.to);
    const purged = over({
      fetchPage: async () =>
        await Promise.reject(new ArchiveError('WindowPurged', 'Older than what is kept.')),
    });
    const daily = await bench.openDaily(NEXT_DAY);
    const { items, end } = await bench.listPage(daily, 0, purged);
    assert.deepEqual([items, end], [[], { isWhole: true }]);
    await assert.rejects(bench.listPage(daily, 1, purged), { code: 'WindowPurged' });
  });
});
