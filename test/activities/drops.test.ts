import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunPlan } from '../../src/domain/run.js';
import { startSshd, type Sshd } from '../../src/sandbox/sftp/sshd.js';
import type { Source } from '../../src/sources/source.js';
import { originalBlob } from '../../src/storage/blob-names.js';
import { anEml, aPart, drop, dropName, putDrop, sourceOf } from '../sources/telemessage-sftp/fixture.js';
import { newId } from '../storage/shared-azurite.js';
import { needsSshd } from '../support/sshd.js';
import { ANNA, BEN } from '../support/sandbox-tenant.js';
import { Bench } from './bench.js';
import { changed } from './changed.js';

describe('drops in a run', function () {
  let sshd: Sshd;
  let bench: Bench;
  let source: Source;

  before(async function () {
    needsSshd(this);
    sshd = await startSshd();
  });
  after(async () => await sshd?.close());
  beforeEach(async () => {
    for (const name of await readdir(sshd.localDirectory)) await rm(join(sshd.localDirectory, name));
    bench = await Bench.open();
    const { account } = await bench.deps.connectors.get(bench.connectorId);
    const products = ['whatsapp-phone-archiver'];
    source = changed(sourceOf(sshd), {
      account: async () => await Promise.resolve({ id: account, products }),
    });
  });
  afterEach(async () => await bench?.close());

  const activities = () => bench.activities({ sourceOf: () => source });
  const eml = (id: string, more: Parameters<typeof anEml>[0] = {}) =>
    anEml({
      ...more,
      headers: {
        'X-TELEMESSAGE-ArchiveMessageID': id,
        From: `447700900123 <${ANNA}>`,
        To: `447700900124 <${BEN}>`,
        ...more.headers,
      },
    });
  const listed = async (plan?: RunPlan) => {
    const { run, slices } = plan ?? (await bench.openRun());
    const [slice] = slices;
    assert.ok(slice);
    const page = await activities().fetchWindow({ run, slice, listing: 0, page: 0 });
    return {
      run,
      page,
      items: page.items.map(({ itemKey, index }) => ({ run, itemKey, record: { blob: page.blob, index } })),
    };
  };
  const reasonsOf = async (runId: string) => {
    const reasons: unknown[] = [];
    for await (const { reason } of bench.deps.outcomes.read(runId)) if (reason !== null) reasons.push(reason);
    return reasons;
  };

  it('bring items with original and attachments into mailboxes', async () => {
    const picture = randomBytes(2_000_000);
    const bytes = eml(newId('item'), { parts: [aPart('a.jpg', picture)] });
    await putDrop(sshd, dropName(), drop({ 'one.eml': bytes }));
    const { page, items } = await listed();
    assert.deepEqual(page.end, { isWhole: true });
    const [item] = items;
    assert.ok(item);
    const { stageItem, convertItem, mapItem, importItem } = activities();
    await stageItem(item);
    await convertItem(item);
    for (const mailbox of (await mapItem(item)).mailboxes) await importItem({ ...item, mailbox });
    const { staged, copies } = await bench.deps.ledger.entry(item.itemKey);
    assert.equal(staged?.attachments[0]?.sizeBytes, picture.length);
    assert.equal(copies.length, 2);
    assert.equal((await bench.deps.staging.read(originalBlob(item.itemKey))).toString(), bytes);
  });

  it('that are not whole leave the watermark, and the report says which and why', async () => {
    await putDrop(sshd, dropName(2), drop({ 'one.eml': eml(newId('item')) }));
    const { run, page, items } = await listed();
    assert.equal(items.length, 1);
    assert.deepEqual(page.end, { isWhole: false });
    const faults = async () =>
      (await bench.deps.runs.get(run.runId)).sourceFaults.map(({ reason }) => reason);
    assert.deepEqual(await faults(), ['DropMissing']);
  });

  it('that bring an item once more, byte for byte, change nothing; with other bytes they do', async () => {
    const id = newId('item');
    await putDrop(sshd, dropName(1), drop({ 'one.eml': eml(id) }));
    const [item] = (await listed()).items;
    assert.ok(item);
    await activities().stageItem(item);
    await putDrop(sshd, dropName(2), drop({ 'again.eml': eml(id) }));
    assert.deepEqual(await reasonsOf((await listed()).run.runId), []);
    await rm(join(sshd.localDirectory, dropName(1)));
    await putDrop(sshd, dropName(1), drop({ 'one.eml': eml(id, { text: 'Something else' }) }));
    assert.deepEqual(await reasonsOf((await listed()).run.runId), ['SourceChanged']);
  });

  it('with an encrypted EML keep its original, and nothing that a key would have to undo', async () => {
    const encrypted = eml(newId('item'), { headers: { 'X-TELEMESSAGE-ENC-DATAKEY': 'AAAA' } });
    await putDrop(sshd, dropName(), drop({ 'one.eml': encrypted }));
    const [item] = (await listed()).items;
    assert.ok(item);
    await assert.rejects(activities().stageItem(item), { code: 'ItemEncrypted' });
    assert.ok(!(await bench.deps.ledger.entry(item.itemKey)).staged);
    assert.equal((await bench.deps.staging.read(originalBlob(item.itemKey))).toString(), encrypted);
  });
});
