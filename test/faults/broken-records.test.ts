import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { repeatedIn } from './attempts.js';
import { assertAddsUp, Rig } from './support.js';

const DAY = '2026-03-01';
const ANNOUNCED = Buffer.from('the bytes that the record announces');
const OTHER = Buffer.from('just as many bytes, but other ones!');

type RawRecord = Record<string, unknown>;

describe('records and attachments are broken', function () {
  let rig: Rig;

  before(async function () {
    rig = await Rig.start(this, { seed: 'broken records', items: 12 });
    await rig.startWorker();
  });
  after(async () => await rig?.close());

  // Each generated day holds records that are malformed and an attachment that is gone; this adds what it cannot hold.
  it('each costs itself and nothing else, and is on the report', async () => {
    const world = rig.addDay(DAY, 12);
    const sound = world.items.at(-1) as RawRecord;
    const sha256 = createHash('sha256').update(ANNOUNCED).digest('hex');
    rig.installation.site.addItems(
      [
        { ...sound, itemId: undefined },
        { ...sound, itemId: 'with-digest', attachments: [attachment({ sha256 })] },
        { ...sound, itemId: 'without-digest', attachments: [attachment({})] },
      ],
      (itemId) => (itemId.endsWith('-digest') ? OTHER : undefined),
    );
    const copies = world.expected.copies.filter((copy) => copy.itemId === sound['itemId']);
    const wrong = createHash('sha256').update(OTHER).digest('hex');
    for (const [itemId, files] of Object.entries({ 'with-digest': [], 'without-digest': [wrong] }))
      world.expected.copies.push(...copies.map((copy) => ({ ...copy, itemId, files })));

    const run = await rig.start(world.window);
    const report = await rig.reportOf(run);
    assertAddsUp(report);
    assert.deepEqual(rig.differences([world]), []);
    assert.equal(await rig.countOpen(), 0);
    const { counts } = world.expected;
    assert.equal(report.counts.availableFromSource, counts.availableFromSource + 3);
    assert.equal(report.counts.failed, counts.failed + 1);
    assert.equal(report.counts.partiallyImported, counts.partiallyImported + copies.length);
    // Only the digest tells: without one the wrong bytes go through.
    assert.equal(report.counts.imported, counts.imported + copies.length);

    const reasons = (itemId: string) =>
      report.failures
        .filter((one) => one.itemId.startsWith(itemId))
        .map(({ reason, open }) => [reason, open]);
    assert.deepEqual(reasons('unidentified-'), [['MalformedItem', false]]);
    assert.deepEqual(
      reasons('with-digest'),
      copies.map(() => ['AttachmentUnavailable', false]),
    );
    assert.deepEqual(
      (await repeatedIn(rig, run)).map(({ activity, attempts, reason }) => [activity, attempts, reason]),
      [['stageItem', 5, 'AttachmentDamaged']],
    );
  });
});

function attachment(changes: object): object {
  return {
    attachmentId: 'att-1',
    fileName: 'offer.txt',
    contentType: 'text/plain',
    sizeBytes: ANNOUNCED.length,
    ...changes,
  };
}
