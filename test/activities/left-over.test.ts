import assert from 'node:assert/strict';
import type { ArchiverDeps } from '../../src/activities/deps.js';
import { ArchiveError } from '../../src/domain/errors.js';
import { addsUp, type Counts } from '../../src/domain/report.js';
import { makeUser, type SandboxUser } from '../../src/sandbox/microsoft365/directory.js';
import { Mailbox } from '../../src/sandbox/microsoft365/mailbox.js';
import { collect, newId } from '../storage/shared-azurite.js';
import { ANNA, BEN, UNLICENSED } from '../support/sandbox-tenant.js';
import { Bench, forBoth, openGraph } from './bench.js';
import { changed } from './changed.js';

const NIGHT = '2026-11-21T02:00:00.000Z';
/** Ben's number, and one that only the CSV can know. */
const BENS = { phoneNumber: '+447700900124' };
const NOBODYS = { phoneNumber: '+447700900999' };
const TO_BEN = `${BENS.phoneNumber},${BEN}`;
const OUT = { sender: NOBODYS, recipients: [BENS] };

describe('what was left for want of a mailbox', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  const addItem = (changes: object) => bench.site.addItems([forBoth({ itemId: newId('item'), ...changes })]);
  const daily = async (activities = bench.activities()) =>
    await bench.takeUp(await bench.openDaily(NIGHT), activities);
  const apply = async (activities = bench.activities()) =>
    await bench.takeUp(await bench.openApply(), activities);
  /** As a worker sees the tenant that has looked up nobody yet. */
  const anew = () => bench.activities({ directory: openGraph(bench.tenant).directory });
  const mails = () => ({ anna: bench.countMails(ANNA), ben: bench.countMails(BEN) });
  function assertCounts(counts: Counts, expected: Partial<Counts>): void {
    assert.ok(addsUp(counts));
    const { imported, skipped, failed } = counts;
    assert.deepEqual({ imported, skipped, failed }, { imported: 0, skipped: 0, failed: 0, ...expected });
  }

  for (const { name, take } of [
    { name: 'the next daily run', take: daily },
    { name: 'a run that only applies the mapping', take: apply },
  ]) {
    it(`is imported by ${name} once the CSV is mended, and by no other`, async () => {
      addItem(OUT);
      await bench.archiveDay();
      assertCounts(await take(), {});
      await bench.map({ automatic: true }, [TO_BEN]);
      assertCounts(await take(), { imported: 1 });
      assertCounts(await take(), {});
      assertCounts(await daily(), {});
      assert.deepEqual(mails(), { anna: 0, ben: 1 });
    });
  }

  it('is imported once where a daily run and an application of the mapping come at the same time', async () => {
    addItem(OUT);
    await bench.archiveDay();
    await bench.map({ automatic: true }, [TO_BEN]);
    const both = await Promise.all([bench.openDaily(NIGHT), bench.openApply()]);
    const lists = await Promise.all(
      both.map(async ({ run }) => await bench.activities().listOpenItems({ run, after: null })),
    );
    assert.deepEqual(
      lists.map(({ items }) => items.length),
      [1, 1],
    );
    const [first, second] = both;
    assertCounts(await bench.takeUp(first), { imported: 1 });
    for (const item of lists[1]?.items ?? []) await bench.archive({ run: second.run, ...item });
    assert.deepEqual(await bench.countsOf(second.run), { 'fanned-out': 1, skipped: 1 });
    assert.deepEqual(mails(), { anna: 0, ben: 1 });
  });

  it('is imported once the rule that reads the property is switched on', async () => {
    await bench.map({ automatic: false }, [`+447700900123,${UNLICENSED}`]);
    addItem({});
    await bench.archiveDay();
    assertCounts(await daily(), {});
    await bench.map({ automatic: true }, null);
    assertCounts(await daily(), { imported: 2 });
  });

  it('is imported once its user is there, without any change of the mapping', async () => {
    const name = 'new@contoso.example';
    addItem({ sender: { userEmailAddress: name }, recipients: [NOBODYS] });
    await bench.archiveDay();
    assertCounts(await daily(), {});
    const user = makeUser({ userPrincipalName: name, displayName: 'New' });
    (bench.tenant.users as SandboxUser[]).push(user);
    (bench.tenant.mailboxes as Map<string, Mailbox>).set(user.id, new Mailbox(user));
    assertCounts(await daily(anew()), { imported: 1 });
    assertCounts(await daily(anew()), {});
  });

  it('is left too where others in the item have their copies, and those count as skipped', async () => {
    addItem({ recipients: [BENS] });
    await bench.archiveDay();
    assert.deepEqual(mails(), { anna: 1, ben: 0 });
    await bench.map({ automatic: true }, [TO_BEN]);
    assertCounts(await daily(), { imported: 1, skipped: 1 });
    assertCounts(await daily(), {});
    assert.deepEqual(mails(), { anna: 1, ben: 1 });
  });

  it('is imported only as far as the mapping holds at the time of the message', async () => {
    const before = newId('item');
    addItem({ ...OUT, itemId: before, messageTime: '2026-11-20T08:00:00Z' });
    addItem({ ...OUT, messageTime: '2026-11-20T09:00:00Z' });
    await bench.archiveDay();
    await bench.map({ automatic: true }, [`${TO_BEN},2026-11-20T08:30:00Z,`]);
    assertCounts(await daily(), { imported: 1 });
    assertCounts(await daily(), {});
    await bench.map({ automatic: true }, [TO_BEN]);
    assertCounts(await daily(), { imported: 1 });
  });

  it('is not lost to a run that still works under the old mapping', async () => {
    addItem(OUT);
    const old = await bench.openRun();
    const { blob, items } = await bench.listPage(old);
    const activities = bench.activities();
    // Ben is known as one without a mailbox, then judged under the new mapping.
    await bench.archive(
      { run: old.run, itemKey: items[0]?.itemKey ?? '', record: { blob, index: 0 } },
      activities,
    );
    await bench.map({ automatic: true }, [TO_BEN]);
    assertCounts(await daily(), { imported: 1 });
    addItem(OUT);
    const page = await bench.listPage({ ...old, slices: [{ ...slice(old), index: 1 }] });
    const late = page.items.find(({ itemKey }) => itemKey !== items[0]?.itemKey);
    await bench.archive(
      { run: old.run, itemKey: late?.itemKey ?? '', record: { blob: page.blob, index: late?.index ?? 0 } },
      activities,
    );
    assert.equal(bench.countMails(BEN), 1);
    assertCounts(await daily(), { imported: 1 });
    assert.equal(bench.countMails(BEN), 2);
  });

  it('is not lost to a run that had it in hand before its people were mapped, and ends it after', async () => {
    addItem({ recipients: [BENS] });
    bench.tenant.fillMailbox(ANNA);
    await bench.archiveDay();
    bench.tenant.fillMailbox(ANNA, false);
    const { run } = await bench.openDaily(NIGHT);
    const old = bench.activities();
    const { items } = await old.listOpenItems({ run, after: null });
    const item = { run, itemKey: '', ...items[0] };
    const { mailboxes } = await old.mapItem(item);
    await settle();
    await bench.map({ automatic: true }, [TO_BEN]);
    // Canceled before it comes to the item.
    const canceled = (await bench.openApply()).run;
    await bench.activities().listOpenItems({ run: canceled, after: null });
    await bench.activities().reportRun({ run: canceled, ended: 'canceled', reason: 'Canceled', relisted: 0 });
    for (const mailbox of mailboxes) await old.importItem({ ...item, mailbox });
    await old.settleItem(item);
    assert.deepEqual(mails(), { anna: 1, ben: 0 });
    assertCounts(await apply(), { imported: 1, skipped: 1 });
  });

  describe('costs', () => {
    it('nothing where nobody has got a mailbox, and no second search where it was judged before', async () => {
      addItem({ recipients: [BENS, NOBODYS] });
      await bench.archiveDay();
      let days = 0;
      const seen = changed(bench.deps.seen, {
        appearances: (connector, window) => {
          days += 1;
          return bench.deps.seen.appearances(connector, window);
        },
      });
      const counting = bench.activities({ seen });
      await daily(counting);
      assert.equal(days, 0);
      await bench.map({ automatic: true }, [TO_BEN]);
      await daily(counting);
      assert.equal(days, 1);
      await settle();
      days = 0;
      await daily(counting);
      assert.equal(days, 0);
    });
  });

  describe('when storage fails in between', () => {
    const away = async () => await Promise.reject(new ArchiveError('StorageUnreachable', 'Storage: gone.'));
    const failing = <K extends 'seen' | 'unmapped' | 'openItems' | 'ledger' | 'outcomes'>(
      part: K,
      changes: Partial<ArchiverDeps[K]>,
    ) => bench.activities({ [part]: changed(bench.deps[part], changes) });

    for (const { before, activities } of [
      { before: 'a person', activities: () => failing('seen', { addPerson: away }) },
      { before: 'who has no mailbox', activities: () => failing('unmapped', { note: away }) },
      { before: 'who took part', activities: () => failing('seen', { putAppearance: away }) },
      { before: 'the planned copies', activities: () => failing('ledger', { planCopies: away }) },
      { before: 'the outcome rows', activities: () => failing('outcomes', { openCopies: away }) },
    ]) {
      it(`before ${before} could be written, nothing is lost and nothing comes twice`, async () => {
        addItem({ recipients: [BENS] });
        await bench.archiveDay(undefined, activities());
        assertCounts(await daily(), { imported: 1 });
        await bench.map({ automatic: true }, [TO_BEN]);
        assertCounts(await daily(), { imported: 1, skipped: 1 });
        assert.deepEqual(mails(), { anna: 1, ben: 1 });
      });
    }

    it('while the items are opened, or their people judged, the next try opens them all', async () => {
      addItem(OUT);
      addItem(OUT);
      await bench.archiveDay();
      await bench.map({ automatic: true }, [TO_BEN]);
      const { run } = await bench.openDaily(NIGHT);
      for (const broken of [failing('openItems', { add: away }), failing('unmapped', { replace: away })])
        await assert.rejects(broken.listOpenItems({ run, after: null }), { code: 'StorageUnreachable' });
      assert.equal((await bench.activities().listOpenItems({ run, after: null })).items.length, 2);
    });
  });

  describe('and taken by a catch-all mailbox', () => {
    const withCatchAll = { automatic: true, catchAllMailbox: ANNA };

    it('is there once, and goes to its people as well once they are mapped', async () => {
      await bench.map(withCatchAll, null);
      addItem(OUT);
      const { run } = await bench.archiveDay();
      assert.deepEqual(await bench.countsOf(run), { 'fanned-out': 1, imported: 1 });
      assertCounts(await daily(), {});
      await bench.map(withCatchAll, [TO_BEN]);
      assertCounts(await daily(), { imported: 1 });
      assert.deepEqual(mails(), { anna: 1, ben: 1 });
    });

    it('is taken from staging where the mailbox is named later', async () => {
      addItem(OUT);
      await bench.archiveDay();
      await bench.map(withCatchAll, null);
      assertCounts(await apply(), { imported: 1 });
      await bench.map({ ...withCatchAll, catchAllMailbox: BEN }, null);
      assertCounts(await apply(), {});
      assert.deepEqual(mails(), { anna: 1, ben: 0 });
      await bench.archiveDay();
      assert.deepEqual(mails(), { anna: 1, ben: 0 });
    });

    it('stays where it is as long as the mailbox is none', async () => {
      await bench.map({ ...withCatchAll, catchAllMailbox: UNLICENSED }, null);
      addItem(OUT);
      const { run } = await bench.archiveDay();
      assert.deepEqual(await bench.countsOf(run), { failed: 1 });
      assertCounts(await daily(), {});
    });
  });

  describe('of a mailbox that is no longer mapped', () => {
    it('is reported and not delivered, and is delivered once it is mapped again', async () => {
      await bench.map({ automatic: true }, [TO_BEN]);
      addItem({ recipients: [BENS] });
      bench.tenant.fillMailbox(BEN);
      await bench.archiveDay();
      bench.tenant.fillMailbox(BEN, false);
      await bench.map({ automatic: true }, null);
      assertCounts(await daily(), { skipped: 1, failed: 1 });
      assert.deepEqual(mails(), { anna: 1, ben: 0 });
      // Whose the number was stays known, so that it cannot be given away together with this copy.
      assert.deepEqual((await people())[1], {
        ...(await people())[1],
        mailbox: null,
        former: bench.idOf(BEN),
      });
      assertCounts(await daily(), {});
      await bench.map({ automatic: true }, [TO_BEN]);
      assertCounts(await daily(), { skipped: 1, imported: 1 });
      assert.deepEqual(mails(), { anna: 1, ben: 1 });
    });

    it('names in the report whose copy it is, and counts it while the run goes on', async () => {
      await bench.map({ automatic: false }, [TO_BEN]);
      addItem(OUT);
      bench.tenant.fillMailbox(BEN);
      await bench.archiveDay();
      await bench.map({ automatic: false }, [`${NOBODYS.phoneNumber},${ANNA}`]);
      const { run } = await bench.openDaily(NIGHT);
      const [item] = (await bench.activities().listOpenItems({ run, after: null })).items;
      const { refused } = await bench.activities().mapItem({ run, itemKey: '', ...item });
      assert.deepEqual(refused, ['NoLongerMapped']);
      const rows = await collect(bench.deps.outcomes.read(run.runId));
      const row = rows.find(({ reason }) => reason === 'NoLongerMapped');
      assert.deepEqual([row?.sourceUserId, row?.m365UserId], ['447700900124', BEN]);
    });

    it('is delivered once it is mapped again, also where its person had another mailbox meanwhile', async () => {
      await bench.map({ automatic: false }, [TO_BEN]);
      addItem(OUT);
      bench.tenant.fillMailbox(BEN);
      await bench.archiveDay();
      bench.tenant.fillMailbox(BEN, false);
      await bench.map({ automatic: false }, [`${BENS.phoneNumber},${ANNA}`]);
      assertCounts(await daily(), { imported: 1, failed: 1 });
      assertCounts(await daily(), {});
      await bench.map({ automatic: false }, [TO_BEN]);
      assertCounts(await daily(), { imported: 1, skipped: 1 });
      assertCounts(await daily(), {});
      assert.deepEqual(mails(), { anna: 1, ben: 1 });
    });
  });

  it('is taken up by every run while the copies of others are not done', async () => {
    await bench.map({ automatic: false }, [TO_BEN]);
    addItem(OUT);
    bench.tenant.fillMailbox(BEN);
    await bench.archiveDay();
    await bench.map({ automatic: false }, [`${BENS.phoneNumber},${ANNA}`]);
    const { run } = await bench.openDaily(NIGHT);
    const [item] = (await bench.activities().listOpenItems({ run, after: null })).items;
    // The run is cut off by force before the copy of the new mailbox.
    await bench.activities().mapItem({ run, itemKey: '', ...item });
    assertCounts(await daily(), { imported: 1, failed: 1 });
    assertCounts(await daily(), {});
  });

  describe('is not what was delivered', () => {
    const ANNAS = '+447700900123';
    beforeEach(async () => {
      await bench.map({ automatic: false }, [`${ANNAS},${ANNA}`]);
      addItem({ recipients: [BENS] });
      await bench.archiveDay();
    });

    it('to somebody: no other mailbox gets it where the item comes up for somebody else', async () => {
      await bench.map({ automatic: false }, [`${ANNAS},${BEN}`, `${BENS.phoneNumber},${ANNA}`]);
      assertCounts(await apply(), { skipped: 1 });
      assert.deepEqual(mails(), { anna: 1, ben: 0 });
    });

    it('to somebody: no other mailbox gets it from a backfill, also after the row was away', async () => {
      for (const rows of [[TO_BEN], [`${ANNAS},${BEN}`]]) {
        await bench.map({ automatic: false }, rows);
        await bench.archiveDay();
      }
      const [first] = await people();
      assert.equal(first?.mailbox, bench.idOf(ANNA));
      assert.equal(bench.countMails(ANNA), 1);
      assert.equal(bench.countMails(BEN), 1, 'only the copy of his own number');
    });

    it('to somebody who is no longer mapped: they have it, and nobody counts them as left', async () => {
      await bench.map({ automatic: false }, [TO_BEN]);
      assertCounts(await apply(), { imported: 1, skipped: 1 });
      assert.deepEqual(
        (await people()).map(({ mailbox }) => mailbox),
        [bench.idOf(ANNA), bench.idOf(BEN)],
      );
      await bench.map({ automatic: false }, [`${NOBODYS.phoneNumber},${BEN}`]);
      const { run } = await bench.archiveDay();
      assert.deepEqual(await bench.countsOf(run), { 'fanned-out': 1, skipped: 2 });
      const rows = await collect(bench.deps.outcomes.read(run.runId));
      const names = rows.flatMap(({ mailbox, m365UserId }) => (mailbox === null ? [] : m365UserId));
      assert.deepEqual(new Set(names), new Set([ANNA, BEN]));
    });
  });

  /** Whose mailbox everybody had when their item was last mapped. */
  async function people() {
    return (await collect(bench.deps.seen.appearances(bench.connectorId))).flatMap((each) => each.people);
  }

  /** As if all sightings were long ago. */
  async function settle(): Promise<void> {
    for (const row of await collect(bench.deps.unmapped.list(bench.connectorId)))
      await bench.deps.unmapped.replace(row, {
        ...row.value,
        notedAt: '2026-11-01T00:00:00.000Z',
        fresh: null,
      });
  }
});

function slice<T>({ slices }: { slices: T[] }): T {
  const [first] = slices;
  if (first === undefined) throw new RangeError('The run has no slice.');
  return first;
}
