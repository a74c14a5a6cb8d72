import assert from 'node:assert/strict';
import type { ArchiverDeps } from '../../src/activities/deps.js';
import type { ArchiveError } from '../../src/domain/errors.js';
import { Bench, openGraph } from './bench.js';
import { inAnHour } from './in-an-hour.js';

const MINUTE = 60_000;

describe('importItem into a mailbox that refuses', () => {
  let bench: Bench;
  let item: Awaited<ReturnType<Bench['prepareItem']>>;
  let graph: ReturnType<typeof openGraph>;
  let nowMs: number;

  beforeEach(async () => {
    bench = await Bench.open();
    item = await bench.prepareItem();
    nowMs = Date.now();
    graph = openGraph(bench.tenant, () => nowMs);
  });
  afterEach(() => bench.close());

  const importItem = (changes: object = {}, parts: Partial<ArchiverDeps> = {}) =>
    bench.activities({ ...graph, ...parts }).importItem({ ...item, ...changes });
  const countCalls = () => bench.tenant.requests.length;
  const refuseCreates = (fault: object = {}) =>
    bench.tenant.failNext(1_000, { match: 'create', status: 429, ...fault });

  /** Refuses for so long; another mailbox is served meanwhile. */
  async function refuseFor(ms: number): Promise<void> {
    refuseCreates();
    await assert.rejects(importItem(), { code: 'Throttled' });
    graph.troubles.taken('another');
    nowMs += ms;
  }

  it('gives the copy up after five minutes, and sends nothing for a minute', async () => {
    await refuseFor(5 * MINUTE);
    await assert.rejects(importItem(), { code: 'Throttled' });
    nowMs += 1;
    const calls = countCalls();
    await assert.rejects(importItem(), { code: 'MailboxInTrouble' });
    assert.equal(countCalls(), calls);
    nowMs += MINUTE;
    await assert.rejects(importItem(), { code: 'MailboxInTrouble' });
    assert.ok(countCalls() > calls);
    assert.equal(bench.countMails(item.mailbox), 0);
  });

  it('gives it up at once where the mailbox asks for longer than that, and never asks it too early', async () => {
    refuseCreates({ retryAfter: 1_200 });
    await assert.rejects(importItem(), { code: 'MailboxInTrouble' });
    const calls = countCalls();
    nowMs += 19 * MINUTE;
    await assert.rejects(importItem(), { code: 'MailboxInTrouble' });
    await assert.rejects(importItem({ isLastRound: true }), (error: ArchiveError) => {
      assert.deepEqual([error.code, error.retryAfterMs], ['Throttled', MINUTE]);
      return true;
    });
    assert.equal(countCalls(), calls);
  });

  it('puts it there once when the mailbox is well again', async () => {
    await refuseFor(6 * MINUTE);
    bench.tenant.faults.clear();
    assert.equal(await importItem(), 'imported');
    assert.equal(await importItem(), 'imported');
    assert.equal(bench.countMails(item.mailbox), 1);
  });

  it('is patient for an hour in the last round', async () => {
    await refuseFor(6 * MINUTE);
    await assert.rejects(importItem({ isLastRound: true }), { code: 'Throttled' });
    for (let minutes = 6; minutes <= 60; minutes += 6) {
      nowMs += 6 * MINUTE;
      await assert.rejects(importItem({ isLastRound: true }), { code: 'Throttled' });
    }
    nowMs += 1;
    await assert.rejects(importItem({ isLastRound: true }), { code: 'MailboxInTrouble' });
  });

  it('takes all its copies in the last round where it is well again after hours', async () => {
    const copies = [item];
    // Each is of a run of its own, which asks for the mailbox: more at once are too many for Graph.
    while (copies.length < 3) copies.push(await bench.prepareItem());
    for (let minutes = 0; minutes < 180; minutes += 5) {
      graph.troubles.refused(item.mailbox);
      graph.troubles.taken('another');
      nowMs += 5 * MINUTE;
    }
    graph.troubles.refused(item.mailbox);
    await assert.rejects(importItem(), { code: 'MailboxInTrouble' });
    const lastRound = copies.map(async (copy) => await importItem({ ...copy, isLastRound: true }));
    assert.deepEqual(new Set(await Promise.all(lastRound)), new Set(['imported']));
    assert.equal(bench.countMails(item.mailbox), copies.length);
  });

  it('does not give up a copy whose create was not answered before it can be looked up, and then adopts it', async () => {
    await refuseFor(6 * MINUTE);
    bench.tenant.faults.clear();
    bench.tenant.failNext(1, { match: 'create', mode: 'commit-then-504' });
    await assert.rejects(importItem({}, { settleMs: 60_000 }), { code: 'GraphUnreachable' });
    await assert.rejects(importItem({}, { settleMs: 60_000 }), { code: 'CopyBusy' });
    const settled = { ledger: inAnHour(bench.deps.ledger) };
    bench.tenant.failNext(1, { match: 'find', status: 503 });
    nowMs += MINUTE;
    await assert.rejects(importItem({}, settled), { code: 'MailboxInTrouble' });
    nowMs += MINUTE;
    assert.equal(await importItem({}, settled), 'imported');
    assert.equal(bench.countMails(item.mailbox), 1);
  });

  it('sends no copy once more that was looked up, so that it is not in doubt again', async () => {
    const settled = { ledger: inAnHour(bench.deps.ledger) };
    refuseCreates({ status: 503 });
    await assert.rejects(importItem(), { code: 'GraphUnreachable' });
    graph.troubles.taken('another');
    nowMs += 6 * MINUTE;
    await assert.rejects(importItem({}, settled), { code: 'MailboxInTrouble' });
    bench.tenant.faults.clear();
    assert.equal(bench.countMails(item.mailbox), 0);
    assert.equal(await importItem({ isLastRound: true }, settled), 'imported');
    assert.equal(bench.countMails(item.mailbox), 1);
  });

  it('blames no mailbox for the directory', async () => {
    bench.tenant.failNext(1, { match: 'users', status: 503 });
    await assert.rejects(importItem(), { code: 'GraphUnreachable' });
    graph.troubles.taken('another');
    nowMs += 6 * MINUTE;
    assert.equal(graph.troubles.isInTrouble(item.mailbox, false), false);
  });

  it('skips what is there already without a call', async () => {
    assert.equal(await importItem(), 'imported');
    graph.troubles.refused(item.mailbox, 20 * MINUTE);
    const { run } = await bench.openRun();
    assert.equal(await importItem({ run }), 'skipped');
  });
});
