import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import type { ArchiverDeps } from '../../src/activities/deps.js';
import type { CopyChange, Ledger } from '../../src/storage/ledger.js';
import type { Copy } from '../../src/domain/copies.js';
import { Bench } from './bench.js';
import { changed } from './changed.js';
import { inAnHour } from './in-an-hour.js';

describe('importItem', () => {
  let bench: Bench;
  let item: Awaited<ReturnType<Bench['prepareItem']>>;

  beforeEach(async () => {
    bench = await Bench.open();
    item = await bench.prepareItem();
  });
  afterEach(() => bench.close());

  const importItem = () => bench.activities().importItem(item);
  /** When budget and settle time are over. */
  const importLater = (parts: Partial<ArchiverDeps> = {}) =>
    bench.activities({ ledger: inAnHour(bench.deps.ledger), ...parts }).importItem(item);
  const stateOfCopy = async () => (await bench.deps.ledger.copy(item.itemKey, item.mailbox)).copy.state;

  it('puts the copy into the mailbox once, however often it runs', async () => {
    assert.equal(await importItem(), 'imported');
    assert.equal(await importItem(), 'imported');
    assert.equal(bench.countMails(item.mailbox), 1);
    assert.equal((await bench.countsOf(item.run))['imported'], 1);
  });

  it('skips what another run has imported', async () => {
    await importItem();
    const { run } = await bench.openRun();
    await bench.deps.outcomes.openItems(run.runId, []);
    assert.equal(await bench.activities().importItem({ ...item, run }), 'skipped');
    assert.equal(bench.countMails(item.mailbox), 1);
  });

  describe('after a create whose answer was lost', () => {
    beforeEach(async () => {
      bench.tenant.failNext(1, { match: 'create', mode: 'commit-then-reset' });
      await assert.rejects(importItem(), { code: 'GraphUnreachable' });
      assert.equal(await stateOfCopy(), 'importing');
    });

    it('adopts the mail that is there', async () => {
      assert.equal(await importLater(), 'imported');
      assert.equal(bench.countMails(item.mailbox), 1);
    });

    it('would put it there twice if it did not look it up', async () => {
      const findCopies = async () => await Promise.resolve([]);
      await importLater({ mailboxes: changed(bench.deps.mailboxes, { findCopies }) });
      assert.equal(bench.countMails(item.mailbox), 2);
    });

    it('waits until the mail must show in a look-up', async () => {
      const patient = bench.activities({ settleMs: 60_000 }).importItem(item);
      await assert.rejects(patient, (error: ArchiveError) => {
        assert.equal(error.code, 'CopyBusy');
        assert.ok((error.retryAfterMs ?? 0) > 50_000 && (error.retryAfterMs ?? 0) <= 61_000);
        return true;
      });
    });
  });

  it('sends again at once what was refused for certain', async () => {
    bench.tenant.failNext(1, { match: 'create', status: 429, retryAfter: 7 });
    await assert.rejects(importItem(), { code: 'Throttled', retryAfterMs: 7_000 });
    assert.equal(await stateOfCopy(), 'planned');
    assert.equal(await bench.activities({ settleMs: 60_000 }).importItem(item), 'imported');
  });

  it('finds its mail again where storage could not be told that it was created', async () => {
    const ledger = ledgerThat(bench.deps.ledger, (change) => {
      if (change.state === 'imported') throw new ArchiveError('StorageUnreachable', 'Storage: gone.');
    });
    await assert.rejects(bench.activities({ ledger }).importItem(item), { code: 'StorageUnreachable' });
    assert.equal(await stateOfCopy(), 'importing');
    await assert.rejects(importItem(), { code: 'CopyBusy' });
    assert.equal(await importLater(), 'imported');
    assert.equal(bench.countMails(item.mailbox), 1);
  });

  it('sends nothing where its claim was answered too late, as after the process was stopped', async () => {
    const realNow = Date.now;
    const ledger = ledgerThat(bench.deps.ledger, () => {
      Date.now = () => realNow() + 11_000;
    });
    try {
      await assert.rejects(bench.activities({ ledger }).importItem(item), { code: 'CopyBusy' });
    } finally {
      Date.now = realNow;
    }
    assert.equal(bench.countMails(item.mailbox), 0);
    assert.equal(await importItem(), 'imported');
  });

  it('lets one of two who come at the same time send, and the other come back', async () => {
    const both = await Promise.allSettled([importItem(), importItem()]);
    const refused = both.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as ArchiveError).code] : [],
    );
    assert.deepEqual(refused, ['CopyBusy']);
    assert.equal(bench.countMails(item.mailbox), 1);
  });

  it('would let both send if the ledger did not compare before it changes', async () => {
    const { ledger } = bench.deps;
    const changeCopy = async (copy: Copy, change: CopyChange): Promise<Copy> => {
      const { copy: present } = await ledger.copy(copy.itemKey, copy.mailbox);
      return await ledger.changeCopy(present, change).catch(async () => await changeCopy(copy, change));
    };
    const careless = changed(ledger, { changeCopy });
    await Promise.allSettled([1, 2].map(() => bench.activities({ ledger: careless }).importItem(item)));
    assert.equal(bench.countMails(item.mailbox), 2);
  });

  it('closes a copy for good whose own text is too large, and does not compose it again', async () => {
    item = await bench.prepareItem({ text: 'x'.repeat(10_485_761) });
    await assert.rejects(importItem(), { code: 'ItemTooLarge' });
    assert.equal(await stateOfCopy(), 'failed');
    await assert.rejects(importItem(), { code: 'ItemTooLarge', message: /earlier attempt/ });
    assert.equal(bench.countMails(item.mailbox), 0);
  });

  it('says that no setting helps where the body alone is more than Graph takes', async () => {
    item = await bench.prepareItem({ text: 'x'.repeat(4_100_000) });
    await assert.rejects(importItem(), { code: 'ItemTooLarge', message: /whatever the limits/ });
    assert.equal(await stateOfCopy(), 'failed');
    assert.equal(bench.countMails(item.mailbox), 0);
  });
});

/** The ledger, with a look at every change of a copy before it is written. */
function ledgerThat(ledger: Ledger, look: (change: CopyChange) => void): Ledger {
  return changed(ledger, {
    changeCopy: async (copy: Copy, change: CopyChange) => {
      look(change);
      return await ledger.changeCopy(copy, change);
    },
  });
}
