import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import type { ReasonCode } from '../../src/domain/reasons.js';
import { addsUp, countOutcomes, type Outcome } from '../../src/domain/report.js';
import type { AzureStorage } from '../../src/storage/azure.js';
import { OpenItems } from '../../src/storage/open-items.js';
import { Outcomes, type OutcomeClosing } from '../../src/storage/outcomes.js';
import { collect, newId, newItemKey, openTestStorage } from './shared-azurite.js';

const IMPORTED: OutcomeClosing = { status: 'imported', reason: null, attachments: [] };

function item(itemKey: string): Outcome {
  const nobody = { mailbox: null, sourceUserId: null, m365UserId: null };
  return {
    itemKey,
    ...nobody,
    status: 'open',
    origin: 'source',
    slice: 0,
    itemId: `id of ${itemKey}`,
    reason: null,
    attachments: [],
  };
}

const copyTo = (mailbox: string) => ({
  mailbox,
  sourceUserId: '447700900123',
  m365UserId: 'alex@contoso.example',
});

/** Its tables answer so many calls and no more. */
function brokenAfter(calls: number, storage: AzureStorage): AzureStorage {
  let left = calls;
  return {
    ...storage,
    table: async (name) => {
      left -= 1;
      if (left < 0) throw new ArchiveError('StorageUnreachable', 'Storage: gone.');
      return await storage.table(name);
    },
  };
}

describe("a run's outcomes", () => {
  let outcomes: Outcomes;
  let run: string;
  let key: string;

  before(async () => {
    outcomes = new Outcomes(await openTestStorage());
  });

  beforeEach(() => {
    run = newId('run');
    key = newItemKey();
  });

  it('are read item by item, complete and in order', async () => {
    const keys = Array.from({ length: 60 }, (_, index) =>
      newItemKey((index * 4).toString(16).padStart(2, '0')),
    );
    await outcomes.openItems(run, keys.map(item).toReversed());
    assert.deepEqual(
      (await collect(outcomes.read(run))).map(({ itemKey }) => itemKey),
      keys.toSorted(),
    );
  });

  it('are never those of another run, even where its id begins alike', async () => {
    await outcomes.openItems(run, [item(key)]);
    await outcomes.openItems(`${run}0`, [item(newItemKey()), item(newItemKey())]);
    assert.deepEqual(await collect(outcomes.read(run)), [item(key)]);
    assert.equal(await outcomes.countOpen(`${run}0`), 2);
    assert.equal(await outcomes.countOpen(`${run}0`, 1), 1);
    assert.equal(await outcomes.countOpen(newId('run'), 1), 0);
  });

  it('are not opened again by a repeated page, which hears only of those still open', async () => {
    const second = newItemKey(key.slice(0, 2));
    assert.deepEqual(await outcomes.openItems(run, [item(key), item(second)]), new Set([key, second]));
    await outcomes.close(run, key, null, { status: 'failed', reason: 'NoMapping', attachments: [] });
    assert.deepEqual(await outcomes.openItems(run, [item(key), item(second)]), new Set([second]));
    assert.deepEqual((await collect(outcomes.read(run))).map(({ status }) => status).toSorted(), [
      'failed',
      'open',
    ]);
  });

  it('are closed once: a later closing changes nothing and hears of the first', async () => {
    await outcomes.openItems(run, [item(key)]);
    const attachments = [
      { fileName: 'a/"b".pdf', sizeBytes: 5, sha256: null, reason: 'AttachmentTooLarge' as const },
    ];
    const first = await outcomes.close(run, key, null, {
      status: 'partial',
      reason: 'AttachmentTooLarge',
      attachments,
    });
    assert.equal(first?.status, 'partial');
    assert.deepEqual(await outcomes.close(run, key, null, IMPORTED), first);
    assert.deepEqual(await collect(outcomes.read(run)), [first]);
  });

  it('are closed by exactly one of many who close at the same time', async () => {
    await outcomes.openItems(run, [item(key)]);
    const others = await Promise.all(
      Array.from({ length: 4 }, async () => new Outcomes(await openTestStorage())),
    );
    const closed = await Promise.all(
      others.map((each, index) =>
        each.close(run, key, null, {
          status: 'partial',
          reason: null,
          attachments: [
            { fileName: `by ${index}`, sizeBytes: 1, sha256: null, reason: 'AttachmentTooLarge' },
          ],
        }),
      ),
    );
    const [standing] = await collect(outcomes.read(run));
    for (const each of closed) assert.deepEqual(each, standing);
  });

  it('know nothing of a copy that the run never expected', async () => {
    assert.equal(await outcomes.close(run, key, 'box-1', IMPORTED), undefined);
  });

  for (const count of [2, 150]) {
    it(`fan out to ${count} copies, also when asked again, and add up once each is closed`, async () => {
      await outcomes.openItems(run, [item(key)]);
      const copies = Array.from({ length: count }, (_, index) => copyTo(`box-${index}`));
      assert.equal((await outcomes.openCopies(run, key, 'the item', copies)).length, count);
      await outcomes.close(run, key, 'box-1', IMPORTED);
      assert.equal((await outcomes.openCopies(run, key, 'the item', copies)).length, count);
      assert.equal(await outcomes.countOpen(run), count - 1);
      for (const { mailbox } of copies) await outcomes.close(run, key, mailbox, IMPORTED);
      const counts = countOutcomes(await collect(outcomes.read(run)), 0);
      assert.deepEqual(
        [counts.availableFromSource, counts.availableForImport, counts.imported],
        [1, count, count],
      );
      assert.ok(addsUp(counts));
    });
  }

  it('fan out all the same where an earlier try got half way', async () => {
    await outcomes.openItems(run, [item(key), { ...item(key), mailbox: 'box-0', origin: null }]);
    const rows = await outcomes.openCopies(run, key, 'the item', [copyTo('box-0'), copyTo('box-1')]);
    assert.equal(rows.length, 2);
    assert.deepEqual(
      (await collect(outcomes.read(run))).map(({ mailbox, status }) => [mailbox, status]),
      [
        [null, 'fanned-out'],
        ['box-0', 'open'],
        ['box-1', 'open'],
      ],
    );
  });

  it('of many copies are those of the first try, also where it broke off between two writes', async () => {
    await outcomes.openItems(run, [item(key)]);
    const copies = Array.from({ length: 150 }, (_, index) => copyTo(`box-${index}`));
    // The item's row is read, told what is decided and read again, and a first hundred of the copies is written.
    const broken = new Outcomes(brokenAfter(4, await openTestStorage()));
    await assert.rejects(broken.openCopies(run, key, 'the item', copies), { code: 'StorageUnreachable' });
    assert.equal((await collect(outcomes.read(run))).length, 101);
    const rows = await outcomes.openCopies(run, key, 'the item', [copyTo('box-7'), copyTo('box-another')]);
    assert.deepEqual(
      rows.map(({ mailbox }) => mailbox),
      copies.map(({ mailbox }) => mailbox),
    );
    for (const { mailbox } of rows) await outcomes.close(run, key, mailbox, IMPORTED);
    assert.equal(await outcomes.countOpen(run), 0);
    const [own] = await collect(outcomes.read(run));
    assert.deepEqual(own, { ...item(key), status: 'fanned-out' });
  });

  it('do not fan out from an item that was closed before', async () => {
    await outcomes.openItems(run, [item(key)]);
    await outcomes.close(run, key, null, { status: 'failed', reason: 'Canceled', attachments: [] });
    await assert.rejects(outcomes.openCopies(run, key, 'the item', [copyTo('box-0')]), {
      code: 'Terminated',
    });
    assert.equal((await collect(outcomes.read(run))).length, 1);
  });

  it('are closed for what the run never came to, and a repeated call names the same items', async () => {
    const [done, half, untouched] = [newItemKey(), newItemKey(), newItemKey()];
    await outcomes.openItems(run, [item(done), item(half), item(untouched)]);
    await outcomes.close(run, done, null, { status: 'failed', reason: 'NoMapping', attachments: [] });
    await outcomes.openCopies(run, half, 'half', [copyTo('box-0'), copyTo('box-1')]);
    await outcomes.close(run, half, 'box-0', IMPORTED);
    const left = [half, untouched].toSorted();
    assert.deepEqual(await outcomes.closeOpen(run, 'Canceled'), left);
    assert.deepEqual(await outcomes.closeOpen(run, 'Canceled'), left);
    const counts = countOutcomes(await collect(outcomes.read(run)), 0);
    assert.deepEqual([counts.availableForImport, counts.imported, counts.failed], [4, 1, 3]);
    assert.ok(addsUp(counts));
  });

  describe('that were refused for a while', () => {
    const refused = (reason: ReasonCode): OutcomeClosing => ({ status: 'failed', reason, attachments: [] });
    const reopen = async (after: string | null = null) =>
      (await collect(outcomes.reopen(run, after))).map((rows) => rows.map(({ itemKey }) => itemKey));

    it('are opened once more, each once, and found as long as nobody has closed them', async () => {
      const [trouble, canceled, malformed] = [newItemKey(), newItemKey(), newItemKey()];
      await outcomes.openItems(run, [trouble, canceled, malformed].map(item));
      await outcomes.close(run, trouble, null, refused('MailboxInTrouble'));
      await outcomes.close(run, canceled, null, refused('Canceled'));
      await outcomes.close(run, malformed, null, refused('MalformedItem'));
      assert.deepEqual(await reopen(), [[trouble]]);
      assert.deepEqual(await reopen(), [[trouble]]);
      await outcomes.close(run, trouble, null, refused('MailboxInTrouble'));
      assert.deepEqual(await reopen(), []);
    });

    it('come with all rows of their item, of which only theirs are open', async () => {
      await outcomes.openItems(run, [item(key)]);
      await outcomes.openCopies(run, key, 'the item', [copyTo('box-0'), copyTo('box-1')]);
      await outcomes.close(run, key, 'box-0', IMPORTED);
      await outcomes.close(run, key, 'box-1', refused('MailboxInTrouble'));
      const [rows] = await collect(outcomes.reopen(run, null));
      assert.deepEqual(
        rows?.map(({ status, parkedFor }) => [status, parkedFor]),
        [
          ['fanned-out', undefined],
          ['imported', undefined],
          ['open', 'MailboxInTrouble'],
        ],
      );
    });

    it('are given from after any of them on, in the order of the keys, whatever their partition', async () => {
      const keys = ['00', '00', '5a', '5a', '5b', 'ff'].map((digits) => newItemKey(digits)).toSorted();
      await outcomes.openItems(run, keys.map(item));
      await outcomes.openCopies(run, keys[2] ?? '', 'the item', [copyTo('box-0'), copyTo('box-1')]);
      for (const itemKey of keys) await outcomes.closeItem(run, itemKey, refused('Throttled'));
      for (const [index, after] of [null, ...keys].entries()) {
        const given = (await reopen(after)).map(([itemKey]) => itemKey);
        assert.deepEqual(given, keys.slice(index));
      }
    });

    it('are not opened again by a call that was cut off and comes late', async () => {
      const second = newItemKey(key.slice(0, 2));
      const [first = '', last = ''] = [key, second].toSorted();
      await outcomes.openItems(run, [item(first), item(last)]);
      for (const itemKey of [first, last])
        await outcomes.close(run, itemKey, null, refused('MailboxInTrouble'));
      const late = outcomes.reopen(run, null);
      await late.next();
      assert.deepEqual(await reopen(first), [[last]]);
      await outcomes.close(run, last, null, IMPORTED);
      assert.equal((await late.next()).done, true);
      const statuses = (await collect(outcomes.read(run))).map(({ status }) => status);
      assert.deepEqual(statuses, ['open', 'imported']);
    });
  });
});

describe('open items', () => {
  const FAULT = { reason: 'MailboxFull', record: null } as const;
  let open: OpenItems;
  let connector: string;

  before(async () => {
    open = new OpenItems(await openTestStorage());
  });

  beforeEach(() => {
    connector = newId('c');
  });

  it('are listed page by page, each once, in the order of their keys', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => newItemKey((index % 16).toString(16)));
    for (const itemKey of keys) await open.add(connector, { itemKey, ...FAULT });
    const seen: string[] = [];
    for (let after: string | null = null; ; after = seen.at(-1) ?? null) {
      const page = await open.list(connector, { after, limit: 7 });
      seen.push(...page.map(({ itemKey }) => itemKey));
      if (page.length < 7) break;
    }
    assert.deepEqual(seen, keys.toSorted());
  });

  it('are gone once removed, and never those of another connector', async () => {
    const itemKey = newItemKey();
    await open.add(connector, { itemKey, ...FAULT });
    await open.add(`${connector}0`, { itemKey, ...FAULT });
    const [listed] = await open.list(connector, { after: null, limit: 10 });
    await open.remove(connector, itemKey, listed?.mark ?? '');
    await open.remove(connector, itemKey, listed?.mark ?? '');
    assert.deepEqual(await open.list(connector, { after: null, limit: 10 }), []);
    assert.equal((await open.list(`${connector}0`, { after: null, limit: 10 })).length, 1);
  });

  it('do not forget where their record stands when they are added again without it', async () => {
    const itemKey = newItemKey();
    const record = { blob: 'pages/x', index: 4 };
    await open.add(connector, { itemKey, ...FAULT, record });
    await open.add(connector, { itemKey, ...FAULT, reason: 'Canceled' });
    const [item] = await open.list(connector, { after: null, limit: 10 });
    assert.deepEqual([item?.reason, item?.record], ['Canceled', record]);
  });

  it('stay where they were added again since they were listed', async () => {
    const itemKey = newItemKey();
    await open.add(connector, { itemKey, ...FAULT });
    const [listed] = await open.list(connector, { after: null, limit: 10 });
    await open.add(connector, { itemKey, ...FAULT });
    await open.remove(connector, itemKey, listed?.mark ?? '');
    assert.equal((await open.list(connector, { after: null, limit: 10 })).length, 1);
  });
});
