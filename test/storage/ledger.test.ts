import assert from 'node:assert/strict';
import { isSettled, type StagedItem } from '../../src/domain/ledger-entry.js';
import { Ledger } from '../../src/storage/ledger.js';
import { collect, newId, newItemKey, openTestStorage } from './shared-azurite.js';

const REF = { blob: 'items/00/0/record.json', sha256: 'ab', bytes: 3 };

function stagedItem(change: Partial<StagedItem> = {}): StagedItem {
  return {
    connectorId: 'emea',
    account: 'account-1',
    itemId: 'item-1',
    revision: 0,
    archivedTime: '2026-11-19T23:59:59.000Z',
    record: REF,
    recordDigest: 'digest-1',
    attachments: [],
    ...change,
  };
}

describe('the ledger', () => {
  let ledger: Ledger;
  let other: Ledger;
  let key: string;

  before(async () => {
    ledger = new Ledger(await openTestStorage());
    other = new Ledger(await openTestStorage());
  });

  beforeEach(() => {
    key = newItemKey();
  });

  it('knows nothing of an item never seen', async () => {
    assert.deepEqual(await ledger.entry(key), { converted: new Map(), copies: [], changes: [] });
  });

  it('makes everything from what was staged first, also of two who stage at the same time', async () => {
    const offers = ['one', 'two'].map((recordDigest) => stagedItem({ recordDigest }));
    const [one, two] = await Promise.all(
      [ledger, other].map((each, at) => each.recordStaged(key, offers[at] ?? stagedItem())),
    );
    assert.deepEqual(one, two);
    assert.deepEqual((await ledger.entry(key)).staged, one);
  });

  it('keeps the list of a thousand attachments whole', async () => {
    const attachment = { blob: 'items/00/0/attachments/0', sizeBytes: 3_000_000_000, sha256: 'a'.repeat(64) };
    const staged = stagedItem({ attachments: Array.from({ length: 1_000 }, () => attachment) });
    await ledger.recordStaged(key, staged);
    assert.deepEqual((await ledger.entry(key)).staged, staged);
  });

  it('keeps the mail of each converter version', async () => {
    const later = { ...REF, sha256: 'cd' };
    await ledger.recordConverted(key, 1, REF);
    assert.deepEqual(await ledger.recordConverted(key, 1, later), REF);
    await ledger.recordConverted(key, 2, later);
    assert.deepEqual(
      (await ledger.entry(key)).converted,
      new Map([
        [1, REF],
        [2, later],
      ]),
    );
  });

  it('says of other content whether this run saw it first, also when the run asks again', async () => {
    assert.equal(await ledger.recordChange(key, 'digest-2', 'run-1'), true);
    assert.equal(await ledger.recordChange(key, 'digest-2', 'run-1'), true);
    assert.equal(await ledger.recordChange(key, 'digest-2', 'run-2'), false);
    assert.deepEqual((await ledger.entry(key)).changes, ['digest-2']);
  });

  it('plans each copy once and leaves alone what is under way', async () => {
    await ledger.recordStaged(key, stagedItem());
    const [copy] = await ledger.planCopies(key, ['box-1'], 'run-1');
    assert.ok(copy);
    await ledger.changeCopy(copy, { state: 'importing', attempt: 1, budgetMs: 90_000 });
    const copies = await ledger.planCopies(key, ['box-1', 'box-2', 'box-2'], 'run-2');
    assert.deepEqual(
      copies.map(({ mailbox, state, byRun }) => [mailbox, state, byRun]),
      [
        ['box-1', 'importing', 'run-1'],
        ['box-2', 'planned', 'run-2'],
      ],
    );
    assert.deepEqual((await ledger.entry(key)).copies, copies);
  });

  it('plans the copies of a group of two hundred mailboxes', async () => {
    await ledger.recordStaged(key, stagedItem());
    const mailboxes = Array.from({ length: 200 }, (_, index) => newId(`box${index}`));
    const copies = await ledger.planCopies(key, mailboxes, 'run-1');
    assert.deepEqual(copies.map(({ mailbox }) => mailbox).toSorted(), mailboxes.toSorted());
  });

  it('lets one of two workers claim a copy and tells the other that it is busy', async () => {
    await ledger.recordStaged(key, stagedItem());
    await ledger.planCopies(key, ['box-1'], 'run-1');
    const claims = await Promise.allSettled(
      [ledger, other].map(async (each) => {
        const { copy } = await each.copy(key, 'box-1');
        return await each.changeCopy(copy, {
          state: 'importing',
          attempt: 1,
          budgetMs: 1_000,
          byRun: 'run-1',
        });
      }),
    );
    const lost = claims.filter((claim) => claim.status === 'rejected');
    // One may have read the row after the other had changed it; then both changes are in order, one after the other.
    assert.ok(lost.length <= 1);
    for (const { reason } of lost) assert.equal((reason as { code: string }).code, 'CopyBusy');
  });

  it('refuses a change to a copy that somebody else has changed since it was read', async () => {
    await ledger.recordStaged(key, stagedItem());
    const [read] = await ledger.planCopies(key, ['box-1'], 'run-1');
    assert.ok(read);
    const importing = await other.changeCopy(read, { state: 'importing', attempt: 1, budgetMs: 1_000 });
    await assert.rejects(ledger.changeCopy(read, { state: 'importing', attempt: 1 }), { code: 'CopyBusy' });
    const imported = await other.changeCopy(importing, { state: 'imported', budgetMs: 0, graphId: 'AAMk' });
    const { copy, storageNow } = await ledger.copy(key, 'box-1');
    // The answer to a change tells storage's time in whole seconds, a row read tells it exactly.
    assert.deepEqual({ ...copy, changedAt: imported.changedAt }, imported);
    assert.ok(copy.changedAt >= importing.changedAt && Math.abs(storageNow - copy.changedAt) < 60_000);
  });

  it('says so where a copy was never planned', async () => {
    await assert.rejects(ledger.copy(key, 'box-1'), { code: 'Unexpected' });
  });

  it('takes an item for settled once its copies have ended, or its own fault is final', async () => {
    assert.equal(isSettled(await ledger.entry(key)), false);
    await ledger.recordFault(key, 'MalformedItem', 'run-1');
    assert.equal(isSettled(await ledger.entry(key)), true);
    await ledger.clearFault(key);
    await ledger.clearFault(key);
    assert.equal(isSettled(await ledger.entry(key)), false);
    await ledger.recordStaged(key, stagedItem());
    const [copy] = await ledger.planCopies(key, ['box-1'], 'run-1');
    assert.ok(copy);
    assert.equal(isSettled(await ledger.entry(key)), false);
    await ledger.changeCopy(copy, { state: 'imported' });
    assert.equal(isSettled(await ledger.entry(key)), true);
  });

  it("finds a mailbox's items by archived time, half-open, and no other mailbox's", async () => {
    const mailbox = newId('box');
    const times = ['2026-11-18T23:59:59.999Z', '2026-11-19T00:00:00.000Z', '2026-11-19T12:00:00.000Z'];
    const keys: string[] = [];
    for (const archivedTime of times) {
      const itemKey = newItemKey();
      keys.push(itemKey);
      await ledger.recordStaged(itemKey, stagedItem({ archivedTime }));
      await ledger.planCopies(itemKey, [mailbox, `${mailbox}0`], 'run-1');
    }
    const [first, second, third] = keys;
    assert.deepEqual((await collect(ledger.copiesOfMailbox(mailbox))).toSorted(), keys.toSorted());
    assert.deepEqual(await collect(ledger.copiesOfMailbox(mailbox, times[0], times[1])), [first]);
    assert.deepEqual(await collect(ledger.copiesOfMailbox(mailbox, times[1], times[2])), [second]);
    assert.deepEqual(await collect(ledger.copiesOfMailbox(mailbox, times[2])), [third]);
    assert.deepEqual(await collect(ledger.copiesOfMailbox(newId('box'))), []);
  });
});
