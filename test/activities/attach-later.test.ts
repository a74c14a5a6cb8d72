import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import type { ArchiverDeps } from '../../src/activities/deps.js';
import { MAX_REQUEST_BYTES } from '../../src/microsoft365/limits.js';
import type { CopyChange, Ledger } from '../../src/storage/ledger.js';
import type { Copy } from '../../src/domain/copies.js';
import { Bench, forBoth } from './bench.js';
import { changed } from './changed.js';
import { inAnHour } from './in-an-hour.js';

const SMALL = 1_000;
const LARGE = 3_500_000;
/** Two slices each. */
const FILES = { 'a.png': SMALL, 'b.mov': LARGE, 'c.png': SMALL, 'd.mov': LARGE };
/** What fits into one request first, then the rest by size. */
const IN_ORDER = ['a.png', 'c.png', 'b.mov', 'd.mov'];

describe('importItem, for an item with large attachments', () => {
  let bench: Bench;
  let item: Awaited<ReturnType<Bench['prepareItem']>>;

  beforeEach(async () => {
    bench = await Bench.open();
    item = await prepare();
  });
  afterEach(() => bench.close());

  const prepare = (files: Record<string, number> = FILES) => bench.prepareItem(withFiles(bench, files));
  const importItem = (parts: Partial<ArchiverDeps> = {}) => bench.activities(parts).importItem(item);
  /** When budget and settle time are over. */
  const importLater = (parts: Partial<ArchiverDeps> = {}) =>
    importItem({ ledger: inAnHour(bench.deps.ledger), ...parts });
  const copy = async () => (await bench.deps.ledger.copy(item.itemKey, item.mailbox)).copy;
  const mails = () => bench.tenant.messagesOf(item.mailbox);
  const names = () => mails().flatMap(({ attachments }) => attachments.map(({ name }) => name));
  const requests = (method: string, path: RegExp) =>
    bench.tenant.requests.filter((request) => request.method === method && path.test(request.path));

  /** Whole, once, and the ledger says so. */
  async function assertWhole(): Promise<void> {
    assert.equal(mails().length, 1);
    assert.deepEqual(names(), IN_ORDER);
    for (const { name, bytes } of mails()[0]?.attachments ?? [])
      assert.ok(bytes.equals(contentOf(name, FILES[name as keyof typeof FILES])), name);
    assert.equal((await copy()).state, 'imported');
  }

  it('creates the mail with what fits into a request, and adds the rest one after another', async () => {
    assert.equal(await importItem(), 'imported');
    await assertWhole();
    assert.equal(requests('PUT', /session/).length, 4);
    assert.equal(await importItem(), 'imported');
    await assertWhole();
  });

  it('sends no request that carries more than Graph takes', async () => {
    item = await prepare({ a: 2_000_000, b: 2_000_000, c: 2_900_000, d: 3_100_000, e: 700_000, f: 1 });
    assert.equal(await importItem(), 'imported');
    assert.equal(names().length, 6);
    for (const { bytes = 0, method, path } of bench.tenant.requests)
      assert.ok(bytes <= 4_000_000, `${method} ${path} carries ${bytes} bytes`);
  });

  describe('after an answer that was lost', () => {
    it('to the creation: adopts the mail and adds what it lacks', async () => {
      bench.tenant.failNext(1, { match: 'create', mode: 'commit-then-reset' });
      await assert.rejects(importItem(), { code: 'GraphUnreachable' });
      assert.equal(await importLater(), 'imported');
      await assertWhole();
    });

    it('to a slice: goes on with it', async () => {
      bench.tenant.failNext(1, { match: 'slice', mode: 'commit-then-reset' });
      assert.equal(await importItem(), 'imported');
      await assertWhole();
    });

    it('to the last slice: waits until it must have arrived, and does not add it again', async () => {
      bench.tenant.failNext(1, { match: 'slice', after: 1, mode: 'commit-then-reset' });
      await assert.rejects(importItem(), { code: 'GraphUnreachable' });
      assert.deepEqual((await copy()).state, 'attaching');
      await assert.rejects(importItem(), { code: 'CopyBusy' });
      assert.equal(await importLater(), 'imported');
      await assertWhole();
    });

    it('to the last slice: would add it twice if the mail were not asked what it has', async () => {
      bench.tenant.failNext(1, { match: 'slice', after: 1, mode: 'commit-then-reset' });
      await assert.rejects(importItem(), { code: 'GraphUnreachable' });
      const listAttachments = async () =>
        await Promise.resolve(['a.png', 'c.png'].map((name) => ({ name, sizeBytes: SMALL })));
      await importLater({ mailboxes: changed(bench.deps.mailboxes, { listAttachments }) });
      assert.deepEqual(names(), ['a.png', 'c.png', 'b.mov', 'b.mov', 'd.mov']);
    });

    it('to a single request: waits likewise', async () => {
      item = await prepare({ a: 2_000_000, b: 2_000_000 });
      bench.tenant.failNext(1, { match: 'attach', mode: 'commit-then-504' });
      await assert.rejects(importItem(), { code: 'GraphUnreachable' });
      assert.equal(await importLater(), 'imported');
      assert.deepEqual(names(), ['a', 'b']);
    });
  });

  describe('where the process ends', () => {
    for (const [what, allowed] of [
      ['before the first slice', 2],
      ['between two slices', 3],
      ['between two attachments', 4],
      ['after the last slice', 6],
    ] as const) {
      it(`${what}: the next one goes on with what is missing`, async () => {
        // Claim of the creation, creation, then a claim for each slice: as if nothing could be written after so many.
        const dying = dyingLedger(bench.deps.ledger, allowed);
        await assert.rejects(importItem({ ledger: dying }), { code: 'StorageUnreachable' });
        assert.equal((await copy()).state, 'attaching');
        assert.equal(await importLater(), 'imported');
        await assertWhole();
      });
    }
  });

  it('lets one of two go on, who both find the copy unfinished', async () => {
    await assert.rejects(importItem({ ledger: dyingLedger(bench.deps.ledger, 2) }), {
      code: 'StorageUnreachable',
    });
    const both = await Promise.allSettled([importItem(), importItem()]);
    const refused = both.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as ArchiveError).code] : [],
    );
    assert.deepEqual(refused, ['CopyBusy']);
    await assertWhole();
  });

  it('would let both go on if the ledger did not compare before it changes', async () => {
    const { ledger } = bench.deps;
    await assert.rejects(importItem({ ledger: dyingLedger(ledger, 2) }), { code: 'StorageUnreachable' });
    const changeCopy = async (stale: Copy, change: CopyChange): Promise<Copy> => {
      const { copy: present } = await ledger.copy(stale.itemKey, stale.mailbox);
      return await ledger.changeCopy(present, change).catch(async () => await changeCopy(stale, change));
    };
    const careless = changed(ledger, { changeCopy });
    await Promise.allSettled([importItem({ ledger: careless }), importItem({ ledger: careless })]);
    assert.ok(names().length > IN_ORDER.length, 'some attachment is there twice');
  });

  it('is tried again without a wait where the service has refused for certain', async () => {
    bench.tenant.failNext(1, { match: 'session', status: 429, retryAfter: 7 });
    await assert.rejects(importItem(), { code: 'Throttled', retryAfterMs: 7_000 });
    assert.equal(await importItem({ settleMs: 60_000 }), 'imported');
    await assertWhole();
  });

  it('belongs to the run that completes it, and is skipped by the next', async () => {
    bench.tenant.failNext(1, { match: 'session', status: 507, code: 'ErrorQuotaExceeded' });
    await assert.rejects(importItem(), { code: 'MailboxFull' });
    const second = await bench.openRun();
    assert.equal(await bench.activities().importItem({ ...item, run: second.run }), 'imported');
    const third = await bench.openRun();
    assert.equal(await bench.activities().importItem({ ...item, run: third.run }), 'skipped');
    assert.deepEqual(names(), IN_ORDER);
  });

  it('is completed as it was begun, whatever the limits of a later run are', async () => {
    bench.tenant.failNext(1, { match: 'session', status: 507, code: 'ErrorQuotaExceeded' });
    await assert.rejects(importItem(), { code: 'MailboxFull' });
    const { connector, account, mapping, etag } = await bench.deps.connectors.get(bench.connectorId);
    const lower = { ...connector, target: { ...connector.target, maxItemBytes: LARGE - 1 } };
    await bench.deps.connectors.update({ connector: lower, account, mapping }, etag);
    const { run } = await bench.openRun();
    assert.equal(await bench.activities().importItem({ ...item, run }), 'imported');
    await assertWhole();
  });

  it('ends partial, naming what is missing, where the tenant takes no mail of this size', async () => {
    bench.tenant.settings.largestMessageBytes = LARGE + 500_000;
    assert.equal(await importItem(), 'partial');
    assert.deepEqual(names(), ['a.png', 'c.png', 'b.mov']);
    assert.deepEqual(await missing(), [['d.mov', 'AttachmentTooLarge']]);
    assert.equal(await importItem(), 'partial');
    assert.deepEqual(await missing(), [['d.mov', 'AttachmentTooLarge']]);
  });

  it('leaves no attachment out because a larger one before it was refused', async () => {
    item = await prepare({ 'huge.mov': 6_000_000, ...FILES, 'large.mov': LARGE + 1 });
    bench.tenant.settings.largestMessageBytes = 2 * LARGE + 500_000;
    const dying = dyingLedger(bench.deps.ledger, 5);
    await assert.rejects(importItem({ ledger: dying }), { code: 'StorageUnreachable' });
    assert.equal(await importLater(), 'partial');
    assert.deepEqual(names(), IN_ORDER);
    assert.deepEqual(await missing(), [
      ['large.mov', 'AttachmentTooLarge'],
      ['huge.mov', 'AttachmentTooLarge'],
    ]);
  });

  for (const [what, interfere] of [
    ['changed', (id: string) => bench.tenant.graph('POST', `${pathOf(id)}/attachments`, { body: NOTE })],
    ['removed', (id: string) => bench.tenant.graph('DELETE', pathOf(id))],
  ] as const) {
    it(`stops, and says so, where the mail was ${what} by somebody before it was whole`, async () => {
      bench.tenant.failNext(1, { match: 'session', status: 429 });
      await assert.rejects(importItem(), { code: 'Throttled' });
      await interfere(mails()[0]?.immutableId ?? '');
      assert.equal(await importItem(), 'partial');
      assert.deepEqual(await missing(), [
        ['b.mov', 'CopyDiffers'],
        ['d.mov', 'CopyDiffers'],
      ]);
      assert.equal(requests('PUT', /session/).length, 0);
    });
  }

  it('adds nothing whose bytes in staging are no longer those recorded', async () => {
    const { staging } = bench.deps;
    const readRange = async (name: string, offset: number, length: number) => {
      const bytes = await staging.readRange(name, offset, length);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return bytes;
    };
    await assert.rejects(importItem({ staging: changed(staging, { readRange }) }), { code: 'Unexpected' });
    assert.deepEqual(names(), ['a.png', 'c.png']);
    assert.equal(await importItem(), 'imported');
    await assertWhole();
  });

  const pathOf = (id: string) => `/users/${item.mailbox}/messages/${id}`;

  async function missing(): Promise<[string, string][]> {
    const found: [string, string][] = [];
    for await (const outcome of bench.deps.outcomes.read(item.run.runId))
      for (const { fileName, reason } of outcome.attachments) found.push([fileName, reason]);
    return found;
  }
});

describe('importItem, at its limits', () => {
  async function importOf(limits: { maxItemBytes: number; maxMailBytes?: number }, files: object) {
    const bench = await Bench.open(limits);
    try {
      const item = await bench.prepareItem(withFiles(bench, files as Record<string, number>));
      const outcome = await bench.activities().importItem(item);
      const [mail] = bench.tenant.messagesOf(item.mailbox);
      return { outcome, names: (mail?.attachments ?? []).map(({ name }) => name) };
    } finally {
      await bench.close();
    }
  }

  it('takes an attachment of exactly maxItemBytes and leaves out the next larger one', async () => {
    const files = { equal: 30_000, over: 30_001 };
    assert.deepEqual(await importOf({ maxItemBytes: 30_000 }, files), {
      outcome: 'partial',
      names: ['equal'],
    });
  });

  it('counts into maxMailBytes what the mail says of each attachment that is left out', async () => {
    const bench = await Bench.open({ maxItemBytes: 5_000, maxMailBytes: 400_000 });
    try {
      const item = await bench.prepareItem(withFiles(bench, many(130, 5_000)));
      assert.equal(await bench.activities().importItem(item), 'partial');
      const [mail] = bench.tenant.messagesOf(item.mailbox);
      assert.ok(mail);
      const bytes = Buffer.byteLength(mail.body.content) + mail.attachments.length * 5_000;
      assert.ok(bytes > 300_000 && bytes <= 400_000, `${bytes} bytes`);
    } finally {
      await bench.close();
    }
  });

  it('sends a hundred attachments along, however small they are, and the others after them', async () => {
    const bench = await Bench.open();
    try {
      const item = await bench.prepareItem(withFiles(bench, { ...many(110, 26_000), empty: 0 }));
      assert.equal(await bench.activities().importItem(item), 'imported');
      assert.equal(bench.tenant.messagesOf(item.mailbox)[0]?.attachments.length, 111);
      const posts = bench.tenant.requests.filter(({ method }) => method === 'POST');
      assert.equal(posts.filter(({ path }) => path.endsWith('/attachments')).length, 11);
      for (const { bytes = 0 } of posts) assert.ok(bytes <= MAX_REQUEST_BYTES, `${bytes} bytes`);
    } finally {
      await bench.close();
    }
  });

  it('leaves room in a request for a thousand recipients with long names', async () => {
    const bench = await Bench.open();
    try {
      const crowd = Array.from({ length: 1000 }, (_, index) => ({
        phoneNumber: `+4477009${String(index).padStart(5, '0')}`,
        displayName: '😀'.repeat(100),
      }));
      const [anna] = forBoth()['recipients'] as object[];
      const files = withFiles(bench, { film: 2_790_000 });
      const item = await bench.prepareItem({ ...files, recipients: [anna, ...crowd] });
      assert.equal(await bench.activities().importItem(item), 'imported');
      assert.equal(bench.tenant.messagesOf(item.mailbox)[0]?.attachments.length, 1);
    } finally {
      await bench.close();
    }
  });

  it('leaves out the largest ones of a mail that would be over maxMailBytes', async () => {
    const limits = { maxItemBytes: 1_000_000, maxMailBytes: 1_000_000 };
    assert.deepEqual(await importOf(limits, { a: 300_000, b: 400_000, c: 350_000, d: 200_000 }), {
      outcome: 'partial',
      names: ['a', 'c', 'd'],
    });
  });
});

const NOTE = {
  '@odata.type': '#microsoft.graph.fileAttachment',
  name: 'note.txt',
  contentBytes: Buffer.from('mine').toString('base64'),
};

function contentOf(name: string, sizeBytes: number): Buffer {
  return Buffer.alloc(sizeBytes, `${name} and over again `);
}

/** So many files with names of 200 bytes. */
function many(count: number, sizeBytes: number): Record<string, number> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${index}`.padEnd(196, 'n') + '.bin', sizeBytes]),
  );
}

/** Attachments for the next item; the site is told their bytes. */
function withFiles(bench: Bench, files: Record<string, number>): object {
  const attachments = Object.entries(files).map(([fileName, sizeBytes]) => ({
    attachmentId: fileName,
    fileName,
    contentType: 'application/octet-stream',
    sizeBytes,
  }));
  bench.site.addItems([], (_, attachmentId) => {
    const sizeBytes = files[attachmentId];
    return sizeBytes === undefined ? undefined : contentOf(attachmentId, sizeBytes);
  });
  return { attachments };
}

/** Takes so many changes of copies, and then is gone. */
function dyingLedger(ledger: Ledger, allowed: number): Ledger {
  let left = allowed;
  return changed(ledger, {
    changeCopy: async (copy: Copy, change: CopyChange) => {
      left -= 1;
      if (left < 0) throw new ArchiveError('StorageUnreachable', 'Storage: gone.');
      return await ledger.changeCopy(copy, change);
    },
  });
}
