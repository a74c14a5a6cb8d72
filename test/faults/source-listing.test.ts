import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import type { Progress } from '../../src/domain/run.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { assertAddsUp, CONNECTOR, Rig } from './support.js';

const PAGE_SIZE = 5;
const ITEMS = 16;

describe('the source lists badly', function () {
  this.timeout(120_000);
  let rig: Rig;
  let proxy: TcpProxy;

  before(async function () {
    rig = await Rig.start(this, {
      seed: 'source listing',
      items: ITEMS,
      listing: { pageSize: PAGE_SIZE, hasEmptyFirstPage: true },
      siteUrl: async ({ site }) => {
        proxy = await startTcpProxy(Number(new URL(site.url).port));
        return `https://127.0.0.1:${proxy.port}`;
      },
    });
    await rig.startWorker();
  });
  after(async () => {
    await rig?.close();
    await proxy?.close();
  });

  it('empty pages and items listed twice, on one page and on two, change nothing', async () => {
    const world = rig.addDay('2026-03-01', ITEMS);
    rig.installation.site.addItems([...world.items.slice(0, 2), ...world.items.slice(-2), world.items[9]]);
    await rig.assertArchived(world, await rig.archive(world));
  });

  it('a site that refuses connections and then fails is asked until it answers', async () => {
    const { site } = rig.installation;
    const world = rig.addDay('2026-03-02', ITEMS);
    await proxy.cut();
    const run = await rig.start(world.window);
    await until('refused connections', async () => (await attemptsOf(run)) >= 2);
    site.failNext(1, { status: 500, route: 'items', body: '<html>Internal error</html>' });
    site.failNext(1, { status: 502, route: 'attachments', body: '<html>Bad gateway</html>' });
    site.failNext(1, { status: 504, route: 'attachments', body: '' });
    await proxy.restore();
    await rig.assertArchived(world, await rig.reportOf(run));
    assert.ok(site.requests.filter(({ status }) => status >= 500).length === 3, 'the faults were not met');
  });

  it('a listing shorter than the count is listed again, and is whole once everything shows', async () => {
    const { site } = rig.installation;
    const world = rig.addDay('2026-03-03', ITEMS);
    site.withhold(world.expected.copies.slice(0, 1).map(({ itemId }) => itemId));
    const run = await rig.start(world.window);
    await until('the wait before the next listing', async () => (await waitingFor(run)) !== null);
    site.withhold([]);
    await rig.assertArchived(world, await rig.reportOf(run));
  });

  it('a listing that stays short ends incomplete after three more, and the next run brings the rest', async () => {
    const { site } = rig.installation;
    const world = rig.yesterday;
    const itemId = world.expected.copies.at(-1)?.itemId ?? '';
    const missing = world.expected.copies.filter((copy) => copy.itemId === itemId);
    const listings = () => site.requests.filter(({ route }) => route === 'items').length;
    const before = listings();
    site.withhold([itemId]);
    const short = await rig.reportOf(await rig.startDaily());

    // The report alone would not show the loss: what was listed adds up. The count does.
    assertAddsUp(short);
    assert.equal(rig.differences(rig.days).length, missing.length);
    assert.deepEqual([short.state, short.reason], ['incomplete', 'SourceIncomplete']);
    assert.equal(await rig.storage.connectors.watermark(CONNECTOR), world.window.from);
    const pages = 1 + Math.ceil((world.items.length - 1) / PAGE_SIZE);
    assert.ok(listings() - before >= 4 * pages, 'it was not listed three times more');

    site.withhold([]);
    const rest = await rig.reportOf(await rig.startDaily());
    assertAddsUp(rest);
    assert.deepEqual(rig.differences(rig.days), []);
    assert.equal(rest.counts.imported + rest.counts.partiallyImported, missing.length);
    assert.equal(await rig.storage.connectors.watermark(CONNECTOR), rest.window.to);
    assert.equal(await rig.countOpen(), 0);
  });
});

async function attemptsOf(run: WorkflowHandle): Promise<number> {
  const { raw } = await run.describe();
  return Math.max(0, ...(raw.pendingActivities ?? []).map(({ attempt }) => attempt ?? 0));
}

async function waitingFor(run: WorkflowHandle): Promise<string | null> {
  return (await run.query<Progress>('progress')).waitingFor;
}
