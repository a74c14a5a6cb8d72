import assert from 'node:assert/strict';
import { addsUp, type Report } from '../../src/domain/report.js';
import type { RunPlan } from '../../src/domain/run.js';
import { WINDOW } from '../sources/telemessage/fixture.js';
import { collect, newId } from '../storage/shared-azurite.js';
import { ANNA, BEN, UNLICENSED } from '../support/sandbox-tenant.js';
import { Bench, forBoth } from './bench.js';

const NIGHT = '2026-11-21T02:00:00.000Z';
const NOBODY = { phoneNumber: '+447700900999' };

describe('a backfill for chosen mailboxes', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  const addItem = (changes: object = {}) =>
    bench.site.addItems([forBoth({ itemId: newId('item'), ...changes })]);
  const openFor = async (...names: string[]): Promise<RunPlan> =>
    await bench.openRun(
      WINDOW,
      names.map((name) => bench.idOf(name)),
    );
  const archiveFor = async (name: string, activities = bench.activities()): Promise<Report> => {
    const plan = await openFor(name);
    await bench.archiveListed(plan, activities);
    return await reportOf(plan);
  };
  const reportOf = async ({ run }: RunPlan, ended: 'done' | 'canceled' = 'done'): Promise<Report> => {
    const reason = ended === 'canceled' ? 'Canceled' : null;
    await bench.activities().reportRun({ run, ended, reason, relisted: 0 });
    const report = await bench.deps.reports.read(run.connectorId, run.runId);
    assert.ok(report && addsUp(report.counts));
    return report;
  };
  const mails = () => ({ anna: bench.countMails(ANNA), ben: bench.countMails(BEN) });
  const openItems = async () => {
    const { run } = await bench.openDaily(NIGHT);
    return (await bench.activities().listOpenItems({ run, after: null })).items;
  };

  it('brings copies to those alone, counts nothing else, and is named in the report', async () => {
    addItem();
    addItem({ sender: NOBODY });
    const { counts, state, mailboxes, failures } = await archiveFor(ANNA);
    assert.deepEqual(mails(), { anna: 1, ben: 0 });
    const { availableFromSource, availableForImport, imported } = counts;
    assert.deepEqual(
      { availableFromSource, availableForImport, imported },
      {
        availableFromSource: 2,
        availableForImport: 1,
        imported: 1,
      },
    );
    assert.deepEqual([state, failures, mailboxes], ['completed', [], [bench.idOf(ANNA)]]);
  });

  it('never fails for want of a mailbox, and makes nobody known as having none', async () => {
    addItem({ sender: NOBODY, recipients: [{ userEmailAddress: UNLICENSED }] });
    const { counts, state } = await archiveFor(ANNA);
    assert.deepEqual([counts.availableForImport, state], [0, 'completed']);
    assert.deepEqual(await collect(bench.deps.unmapped.list(bench.connectorId)), []);
    assert.deepEqual(await collect(bench.deps.seen.appearances(bench.connectorId)), []);
    assert.deepEqual(await openItems(), []);
  });

  it('repeated finds its copies there, and leaves the others to a backfill for all', async () => {
    addItem();
    await archiveFor(ANNA);
    const again = await archiveFor(ANNA);
    assert.deepEqual([again.counts.imported, again.counts.skipped], [0, 1]);
    const all = await reportOf(await bench.archiveDay());
    assert.deepEqual([all.counts.imported, all.counts.skipped], [1, 1]);
    assert.deepEqual(mails(), { anna: 1, ben: 1 });
  });

  it('does not make the items settled for the daily run that lists them again', async () => {
    addItem();
    await archiveFor(ANNA);
    const entryOf = async () => {
      const [row] = await collect(bench.deps.seen.appearances(bench.connectorId));
      return await bench.deps.ledger.entry(row?.itemKey ?? '');
    };
    assert.equal((await entryOf()).isForChosen, true);
    await bench.archiveDay();
    assert.equal((await entryOf()).isForChosen, undefined);
  });

  it('leaves an item with its mailbox, whatever the mapping says later', async () => {
    addItem({ sender: { phoneNumber: '+447700900123' }, recipients: [NOBODY] });
    await bench.map({ automatic: true }, [`+447700900123,${ANNA}`]);
    await archiveFor(ANNA);
    await bench.map({ automatic: true }, [`+447700900123,${BEN}`]);
    await archiveFor(BEN);
    await bench.archiveDay();
    assert.deepEqual(mails(), { anna: 1, ben: 0 });
  });

  it('takes what nobody has only where the catch-all mailbox is chosen', async () => {
    await bench.map({ automatic: true, catchAllMailbox: BEN }, null);
    addItem({ sender: NOBODY, recipients: [NOBODY] });
    await archiveFor(ANNA);
    assert.deepEqual(mails(), { anna: 0, ben: 0 });
    await archiveFor(BEN);
    assert.deepEqual(mails(), { anna: 0, ben: 1 });
  });

  it('leaves what the world refused to the next daily run, for the chosen mailbox alone', async () => {
    addItem();
    bench.tenant.rights.deniedMailboxes.add(bench.idOf(ANNA));
    const { counts } = await archiveFor(ANNA);
    assert.equal(counts.failed, 1);
    bench.tenant.rights.deniedMailboxes.clear();
    const taken = await bench.takeUp(await bench.openDaily(NIGHT));
    assert.deepEqual([taken.availableForImport, taken.imported], [1, 1]);
    assert.deepEqual(mails(), { anna: 1, ben: 0 });
    assert.deepEqual(await openItems(), []);
  });

  it('that is canceled leaves its items to the chosen mailbox alone, and a run for all widens that', async () => {
    addItem();
    const plan = await openFor(ANNA);
    await bench.listPage(plan);
    await reportOf(plan, 'canceled');
    assert.deepEqual(
      (await openItems()).map(({ onlyFor }) => onlyFor),
      [[plan.run.runId]],
    );
    const all = await bench.openRun();
    await bench.listPage(all);
    await reportOf(all, 'canceled');
    assert.deepEqual(
      (await openItems()).map(({ onlyFor }) => onlyFor),
      [undefined],
    );
    const again = await openFor(BEN);
    await bench.listPage(again);
    await reportOf(again, 'canceled');
    assert.deepEqual(
      (await openItems()).map(({ onlyFor }) => onlyFor),
      [undefined],
    );
  });

  it('refuses what is no Entra object id, and mailboxes without a window', async () => {
    await assert.rejects(bench.openRun(WINDOW, [ANNA]), { code: 'InvalidArgument' });
    await assert.rejects(bench.openRun(WINDOW, []), { code: 'InvalidArgument' });
  });
});
