import assert from 'node:assert/strict';
import type { RunRef } from '../../src/domain/run.js';
import { WINDOW } from '../sources/telemessage/fixture.js';
import { ANNA, BEN } from '../support/sandbox-tenant.js';
import { newId } from '../storage/shared-azurite.js';
import { Bench, forBoth } from './bench.js';

const NIGHT = '2026-11-21T02:00:00.000Z';

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

  describe('and is open for chosen mailboxes alone', () => {
    let restricted: RunRef;

    const leaveOpenForAnna = async () => {
      bench.tenant.rights.deniedMailboxes.add(bench.idOf(ANNA));
      const plan = await bench.openRun(WINDOW, [bench.idOf(ANNA)]);
      await bench.archiveListed(plan);
      restricted = plan.run;
    };
    const lastRound = async () => {
      for (const { counted: _, ...item } of (await listParked()).items) await bench.archive({ run, ...item });
    };
    const restrictions = async () => (await openItems()).map(({ onlyFor }) => onlyFor);
    const mails = () => [ANNA, BEN].map((name) => bench.countMails(bench.idOf(name)));

    it('stays so where the daily run is refused as well, also in its last round', async () => {
      await leaveOpenForAnna();
      const daily = await bench.openDaily(NIGHT);
      ({ run } = daily);
      await bench.takeUp(daily);
      await lastRound();
      const forAnna = [restricted.runId];
      assert.deepEqual(await restrictions(), [forAnna, forAnna]);
      bench.tenant.rights.deniedMailboxes.clear();
      await bench.takeUp(await bench.openApply());
      assert.deepEqual(mails(), [2, 0]);
    });

    it('is not settled for those for whom another run left it open meanwhile', async () => {
      await leaveOpenForAnna();
      const daily = await bench.openDaily(NIGHT);
      ({ run } = daily);
      await bench.takeUp(daily);
      bench.tenant.rights.deniedMailboxes.add(bench.idOf(BEN));
      await bench.archiveDay();
      bench.tenant.rights.deniedMailboxes.clear();
      await lastRound();
      assert.deepEqual(
        [mails(), await restrictions()],
        [
          [2, 0],
          [undefined, undefined],
        ],
      );
      await bench.takeUp(await bench.openApply());
      assert.deepEqual(mails(), [2, 2]);
    });

    it('goes to those alone also where it failed as a whole', async () => {
      await leaveOpenForAnna();
      bench.tenant.rights.deniedMailboxes.clear();
      ({ run } = await bench.openDaily(NIGHT));
      const { items } = await bench.activities().listOpenItems({ run, after: null });
      const refused = { mailbox: null, reason: 'DirectoryDenied' } as const;
      for (const item of items) await bench.activities().recordFailure({ run, ...item, ...refused });
      await lastRound();
      assert.deepEqual(mails(), [2, 0]);
      assert.deepEqual(await openItems(), []);
    });

    it('is settled by the last round of that very backfill', async () => {
      await leaveOpenForAnna();
      run = restricted;
      bench.tenant.rights.deniedMailboxes.clear();
      await lastRound();
      assert.deepEqual(mails(), [2, 0]);
      assert.deepEqual(await openItems(), []);
    });

    it('takes nothing from the others for whom an earlier run left it open', async () => {
      for (const name of [ANNA, BEN]) bench.tenant.rights.deniedMailboxes.add(bench.idOf(name));
      await bench.archiveDay();
      await leaveOpenForAnna();
      run = restricted;
      bench.tenant.rights.deniedMailboxes.clear();
      await lastRound();
      assert.deepEqual(
        [mails(), await restrictions()],
        [
          [2, 0],
          [undefined, undefined],
        ],
      );
      await bench.takeUp(await bench.openApply());
      assert.deepEqual(mails(), [2, 2]);
    });
  });
});
