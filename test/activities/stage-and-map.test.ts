import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import { recordBlob } from '../../src/storage/blob-names.js';
import { newId } from '../storage/shared-azurite.js';
import { ANNA, BEN, UNLICENSED } from '../support/sandbox-tenant.js';
import { Bench, forBoth } from './bench.js';
import { changed } from './changed.js';

describe('an item before its import', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  /** The item as a run's first page lists it. */
  async function list(changes: object = {}) {
    bench.site.addItems([forBoth({ itemId: newId('item'), ...changes })]);
    const plan = await bench.openRun();
    const { blob, items } = await bench.listPage(plan);
    const { itemKey = '', index = 0 } = items[0] ?? {};
    return { run: plan.run, itemKey, record: { blob, index } };
  }
  const mailboxesOf = async (itemKey: string) =>
    (await bench.deps.ledger.entry(itemKey)).copies.map(({ mailbox }) => mailbox).toSorted();
  const idOf = (name: string) =>
    bench.tenant.users.find(({ userPrincipalName }) => userPrincipalName === name)?.id ?? '';

  it('that is malformed is kept as delivered before it is refused, and refused again', async () => {
    const item = await list({ messageTime: 'yesterday' });
    await assert.rejects(bench.activities().stageItem(item), { code: 'MalformedItem' });
    const kept = await bench.deps.staging.read(recordBlob(item.itemKey));
    assert.match(kept.toString(), /"messageTime":"yesterday"/);
    await bench.activities().stageItem(item);
    await assert.rejects(bench.activities().convertItem(item), { code: 'MalformedItem' });
  });

  it('is made from what a try that broke off has stored, not from what the source says now', async () => {
    const item = await list({ text: 'now' });
    const before = forBoth({ itemId: 'whatever', text: 'before', attachments: [] });
    await bench.deps.staging.create(
      recordBlob(item.itemKey),
      Buffer.from(JSON.stringify(before)),
      'application/json',
    );
    await bench.stage(item);
    const { staged } = await bench.deps.ledger.entry(item.itemKey);
    assert.equal(staged?.itemId, 'whatever');
  });

  it('goes on with the attachments that an earlier try did not come to', async () => {
    const attachments = ['one', 'two'].map((attachmentId) => ({
      attachmentId,
      fileName: attachmentId,
      contentType: 'text/plain',
      sizeBytes: 3,
    }));
    const item = await list({ attachments });
    bench.site.addItems([], (_, attachmentId) => Buffer.from(attachmentId));
    bench.site.failNext(1, { route: 'attachments', status: 503, after: 1 });
    await assert.rejects(bench.activities().stageItem(item), { code: 'Throttled' });
    await bench.activities().stageItem(item);
    const asked = bench.site.requests.filter(({ route }) => route === 'attachments');
    assert.deepEqual(
      asked.map(({ status }) => status),
      [200, 503, 200],
    );
  });

  it('is staged once, also where storage could not be told the first time', async () => {
    const item = await list();
    const recordStaged = async () =>
      await Promise.reject(new ArchiveError('StorageUnreachable', 'Storage: gone.'));
    const forgetful = bench.activities({ ledger: changed(bench.deps.ledger, { recordStaged }) });
    await assert.rejects(forgetful.stageItem(item), { code: 'StorageUnreachable' });
    await bench.stage(item);
    assert.equal((await mailboxesOf(item.itemKey)).length, 2);
  });

  it('goes once into a mailbox that several participants share', async () => {
    const { itemKey } = await bench.stage(
      await list({
        sender: { phoneNumber: '+447700900123', userEmailAddress: ANNA },
        recipients: [{ phoneNumber: '+447700900999', userEmailAddress: 'AK@contoso.example' }],
      }),
    );
    assert.deepEqual(await mailboxesOf(itemKey), [idOf(ANNA)]);
  });

  it('goes past participants without a mailbox', async () => {
    const { itemKey } = await bench.stage(
      await list({ recipients: [{ userEmailAddress: UNLICENSED }, { userEmailAddress: BEN }] }),
    );
    assert.deepEqual(await mailboxesOf(itemKey), [idOf(ANNA), idOf(BEN)].toSorted());
  });

  it('goes nowhere where nobody has one', async () => {
    const nobody = { userEmailAddress: UNLICENSED };
    await assert.rejects(bench.stage(await list({ sender: nobody, recipients: [nobody] })), {
      code: 'NoMapping',
    });
  });

  it('is planned for a mailbox that we may not open, so that its copy alone fails', async () => {
    bench.tenant.rights.deniedMailboxes.add(idOf(BEN));
    const { itemKey } = await bench.stage(await list());
    assert.deepEqual(await mailboxesOf(itemKey), [idOf(ANNA), idOf(BEN)].toSorted());
  });

  it('goes nowhere, and says why, where the directory itself may not be read', async () => {
    bench.tenant.rights.directory = false;
    await assert.rejects(bench.stage(await list()), { code: 'DirectoryDenied' });
  });
});
