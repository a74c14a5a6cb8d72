import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import type { Report } from '../../src/domain/report.js';
import type { Progress } from '../../src/domain/run.js';
import { ADMIN, runClient } from '../../src/sandbox/installation.js';
import type { World } from '../../src/sandbox/world/world.js';
import { writeConnectorFile } from '../../src/sandbox/write-connector-file.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { repeatedIn } from './attempts.js';
import { assertAddsUp, CONNECTOR, Rig } from './support.js';

const HOUR_MS = 3_600_000;
const PAGE_SIZE = 5;
const ITEMS = 11;

describe('the source lists badly', function () {
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

  it('attachments that break off go on where they broke, and no step is repeated for it', async () => {
    const { site } = rig.installation;
    const world = rig.addDay('2026-03-05', ITEMS);
    const before = site.requests.length;
    site.spoilNext(3, { cutAfterBytes: 100 });
    const run = await rig.start(world.window);
    await rig.assertArchived(world, await rig.reportOf(run));
    const answered = site.requests.slice(before).filter(({ route }) => route === 'attachments');
    assert.ok(answered.filter(({ status }) => status === 206).length >= 1, 'nothing was resumed');
    assert.deepEqual(await repeatedIn(rig, run), []);
  });

  it('a site that no longer knows its own cursor is listed again', async () => {
    const { site } = rig.installation;
    const world = rig.addDay('2026-03-06', ITEMS);
    site.failNext(1, { status: 400, route: 'items', code: 'InvalidCursor', after: 2 });
    const report = await rig.archive(world);
    assert.equal(site.requests.filter(({ route, status }) => route === 'items' && status === 400).length, 1);
    await rig.assertArchived(world, report);
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

  it('what the source has purged of a day is a gap in the report, and the rest is archived', async () => {
    const { site } = rig.installation;
    const world = rig.addDay('2026-03-07', ITEMS);
    const kept = new Set(world.items.filter((item) => archivedTime(item) >= '2026-03-07T12:00:00.000Z'));
    assert.ok(kept.size > 1 && kept.size < world.expected.counts.availableFromSource - 1);
    site.purgeBefore('2026-03-07T11:20:00Z');
    const report = await rig.archive(world);
    site.purgeBefore('2000-01-01T00:00:00Z');
    assertAddsUp(report);
    assert.deepEqual(report.gaps, [{ from: world.window.from, to: '2026-03-07T12:00:00.000Z' }]);
    assert.equal(report.state, 'completed-with-failures');
    assert.equal(report.counts.availableFromSource, kept.size);
    // Nothing stands in the way of a source that has it again.
    const rest = await rig.archive(world);
    assert.deepEqual([rest.gaps, rest.counts.skipped > 0], [[], true]);
    assert.deepEqual(rig.differences(rig.days.filter((day) => day !== rig.yesterday)), []);
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

  it('cursors in a circle end incomplete with what was listed archived, and the next run moves on, late items and corrections included', async () => {
    const { site } = rig.installation;
    const watermark = await rig.storage.connectors.watermark(CONNECTOR);
    const lately = new Date(Date.parse(watermark) - HOUR_MS).toISOString();
    addAgain(rig, 'circling', { archivedTime: watermark });
    site.loopCursors(true);
    const circling = await rig.reportOf(await rig.startDaily());
    site.loopCursors(false);
    assertAddsUp(circling);
    assert.deepEqual([circling.state, circling.reason], ['incomplete', 'SourceIncomplete']);
    assert.deepEqual(rig.differences(rig.days), []);
    assert.equal(await rig.storage.connectors.watermark(CONNECTOR), watermark);

    addAgain(rig, 'late', { archivedTime: lately, messageTime: '2026-01-01T00:00:00Z' });
    addAgain(rig, 'circling', { archivedTime: watermark, revision: 1, text: 'corrected' });
    const next = await rig.reportOf(await rig.startDaily());
    assertAddsUp(next);
    assert.deepEqual(rig.differences(rig.days), []);
    // Of the window the two revisions, of the lookback the late one alone; the rest of it was settled.
    assert.equal(next.counts.availableFromSource, 3);
    assert.equal(next.state, 'completed');
    assert.equal(await rig.storage.connectors.watermark(CONNECTOR), next.window.to);
  });

  it('a purged daily window is passed, and a person is asked to look: report, exit code and search attribute say so', async () => {
    const { site, env } = rig.installation;
    const before = await rig.storage.connectors.watermark(CONNECTOR);
    site.purgeBefore('2099-01-01T00:00:00Z');
    const { exitCode, stdout } = await runClient(env, ['connector', 'run', CONNECTOR, '--wait', '--json']);
    site.purgeBefore('2000-01-01T00:00:00Z');
    const report = JSON.parse(stdout) as Report;
    assert.deepEqual([exitCode, report.state], [3, 'completed-with-failures']);
    assert.deepEqual(report.gaps, [report.window]);
    assert.equal(report.window.from, before);
    assert.equal(await rig.storage.connectors.watermark(CONNECTOR), report.window.to);
    const text = await runClient(env, ['report', report.runId]);
    assert.match(text.stdout, /^Purged at the source: .*\nWindowPurged: .*$/m);
    const { workflowId, runId } = report;
    const run = rig.client.workflow.getHandle(workflowId, runId);
    assert.deepEqual((await run.describe()).searchAttributes['ArchiverNeedsAttention'], [true]);
  });

  it('a connector of the account’s other product archives the same days of its own, independently', async () => {
    const { installation, yesterday } = rig;
    const before = await rig.storage.connectors.watermark(CONNECTOR);
    const cloud = otherProduct(yesterday);
    installation.site.addItems(cloud.items, cloud.attachmentBytes);
    const file = await writeConnectorFile(installation, cloud, 'cloud');
    await rig.command(
      ['connector', 'create', '--file', file, '--password-stdin', '--skip-bad-rows'],
      ADMIN.password,
    );
    const report = await rig.command<Report>(['connector', 'run', 'cloud', '--wait']);
    rig.days.push(cloud);
    assertAddsUp(report);
    assert.deepEqual(rig.differences(rig.days), []);
    const { relisted: _, ...counts } = report.counts;
    assert.deepEqual(counts, { ...cloud.expected.counts, skipped: 0 });
    assert.equal(await rig.storage.connectors.watermark('cloud'), report.window.to);
    assert.equal(await rig.storage.connectors.watermark(CONNECTOR), before);
  });
});

type RawRecord = Record<string, unknown>;

function archivedTime(record: unknown): string {
  return String((record as RawRecord)['archivedTime']);
}

/** Gives the source a sound record of yesterday once more, without its files and changed so, and expects a copy in the same mailboxes. */
function addAgain(rig: Rig, itemId: string, changes: RawRecord): void {
  const world = rig.yesterday;
  const record = { ...(world.items.at(-1) as RawRecord), attachments: [], revision: 0, ...changes, itemId };
  const { revision } = record;
  const source = (world.items.at(-1) as RawRecord)['itemId'];
  const copies = world.expected.copies
    .filter((copy) => copy.itemId === source)
    .map((copy) => ({ ...copy, itemId, revision, files: [] }));
  assert.ok(copies.length > 0);
  rig.installation.site.addItems([record]);
  rig.days.push({ ...world, expected: { ...world.expected, copies } });
}

/** The same day, as the account's other product would have archived it. */
function otherProduct(world: World): World {
  const product = 'whatsapp-cloud-archiver';
  const idOf = (itemId: unknown) => `cloud-${String(itemId)}`;
  const copies = world.expected.copies.map((copy) => ({ ...copy, itemId: idOf(copy.itemId) }));
  return {
    ...world,
    product,
    items: world.items.map((item) => ({
      ...(item as RawRecord),
      product,
      itemId: idOf((item as RawRecord)['itemId']),
    })),
    attachmentBytes: (itemId, attachmentId) =>
      world.attachmentBytes(itemId.replace(/^cloud-/, ''), attachmentId),
    expected: { ...world.expected, copies },
  };
}

async function attemptsOf(run: WorkflowHandle): Promise<number> {
  const { raw } = await run.describe();
  return Math.max(0, ...(raw.pendingActivities ?? []).map(({ attempt }) => attempt ?? 0));
}

async function waitingFor(run: WorkflowHandle): Promise<string | null> {
  return (await run.query<Progress>('progress')).waitingFor;
}
