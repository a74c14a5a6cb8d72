import assert from 'node:assert/strict';
import type { RunRef } from '../../src/domain/run.js';
import { BEN } from '../support/sandbox-tenant.js';
import { newId } from '../storage/shared-azurite.js';
import { Bench, forBoth } from './bench.js';

describe('what a run was refused for a while', () => {
  let bench: Bench;
  let run: RunRef;

  beforeEach(async () => {
    bench = await Bench.open();
    bench.site.addItems([1, 2].map(() => forBoth({ itemId: newId('item') })));
  });
  afterEach(() => bench.close());

  const listParked = async (after: string | null = null) =>
    await bench.activities().listParkedItems({ run, after });
  const openItems = async () =>
    await bench.deps.openItems.list(bench.connectorId, { after: null, limit: 10 });
  const report = async () =>
    await bench.activities().reportRun({ run, ended: 'done', reason: null, relisted: 0 });

  it('goes through in its last round once it is over: each copy once, and nothing is left open', async () => {
    bench.tenant.rights.deniedMailboxes.add(bench.idOf(BEN));
    ({ run } = await bench.archiveDay());
    bench.tenant.rights.deniedMailboxes.clear();
    assert.equal((await openItems()).length, 2);

    const { items, last } = await listParked();
    assert.equal(last, null);
    for (const { counted, ...item } of items) {
      assert.deepEqual([counted.imported, counted.failed, counted.reasons], [1, 1, { AccessDenied: 1 }]);
      await bench.archive({ run, ...item });
    }
    assert.deepEqual(await listParked(), { items: [], last: null });
    assert.equal(bench.countMails(bench.idOf(BEN)), 2);
    assert.deepEqual(await openItems(), []);
    const { state, counts } = await report();
    assert.deepEqual([state, counts.imported, counts.skipped], ['completed', 4, 0]);
  });

  it('is given again by a repeated call, and counted as at first', async () => {
    bench.tenant.rights.deniedMailboxes.add(bench.idOf(BEN));
    ({ run } = await bench.archiveDay());
    const first = await listParked();
    assert.deepEqual(await listParked(), first);
    assert.deepEqual(await listParked(first.items[0]?.itemKey), {
      items: first.items.slice(1),
      last: null,
    });
  });

  it('is left to the next run where it is refused again', async () => {
    bench.tenant.rights.deniedMailboxes.add(bench.idOf(BEN));
    ({ run } = await bench.archiveDay());
    for (const { counted: _, ...item } of (await listParked()).items) await bench.archive({ run, ...item });
    assert.deepEqual((await listParked()).items, []);
    assert.equal((await report()).counts.failed, 2);
    bench.tenant.rights.deniedMailboxes.clear();
    assert.equal((await bench.takeUp(await bench.openApply())).imported, 2);
    assert.equal(bench.countMails(bench.idOf(BEN)), 2);
  });

  it('as a whole is begun from its record in the page', async () => {
    const plan = await bench.openRun();
    ({ run } = plan);
    const { items, blob } = await bench.listPage(plan);
    for (const { itemKey, index } of items) {
      const record = { blob, index };
      const refused = { run, itemKey, record, mailbox: null, reason: 'SourceRefusedLogin' } as const;
      const { failed, reasons } = await bench.activities().recordFailure(refused);
      assert.deepEqual([failed, reasons], [1, { SourceRefusedLogin: 1 }]);
    }
    for (const { counted: _, ...item } of (await listParked()).items) await bench.archive({ run, ...item });
    const { state, counts } = await report();
    assert.deepEqual([state, counts.availableFromSource, counts.imported], ['completed', 2, 4]);
    assert.deepEqual(await openItems(), []);
  });
});
