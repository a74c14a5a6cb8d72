import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Deletion, Item, Participant } from '../../../src/domain/item.js';
import { participantNumber } from '../../../src/domain/participant.js';
import { deliveredId, type DropRecord } from '../../../src/sandbox/sftp/drop-record.js';
import { asDrops, writeDrops } from '../../../src/sandbox/sftp/drops.js';
import { startSshd, type Sshd } from '../../../src/sandbox/sftp/sshd.js';
import { makeWorld, type World } from '../../../src/sandbox/world/world.js';
import type { Source, SourcePage } from '../../../src/sources/source.js';
import { needsSshd } from '../../support/sshd.js';
import { openOriginal, pagesOf, patience, sourceOf } from './fixture.js';

describe('a generated day as drops', function () {
  const world: World = makeWorld({ seed: 7, day: '2026-11-20' });
  const delivered = new Map((world.items as DropRecord[]).map((record) => [deliveredId(record), record]));
  const broken = new Set(asDrops(world).expected.malformed.map(({ itemId }) => itemId));
  let sshd: Sshd;
  let source: Source;
  let pages: SourcePage[];
  const items = new Map<string, { item: Item; record: unknown }>();

  before(async function () {
    needsSshd(this);
    sshd = await startSshd();
    await writeDrops(world, sshd.localDirectory);
    source = sourceOf(sshd);
    pages = await pagesOf(source, world.window);
  });
  after(async () => await sshd?.close());

  it('comes whole: every item once or more, nothing else, and no fault', () => {
    const ids = pages.flatMap(({ records }) => records.map((record) => source.identify(record)?.itemId));
    assert.deepEqual(new Set(ids), new Set(delivered.keys()));
    assert.deepEqual(pages.at(-1)?.faults, []);
    assert.equal(pages.at(-1)?.windowCount, world.expected.counts.availableFromSource);
  });

  it('gives items of all records but the broken ones', () => {
    for (const record of pages.flatMap(({ records }) => records)) {
      const itemId = source.identify(record)?.itemId ?? '';
      if (broken.has(itemId)) assert.throws(() => source.parseItem(record), { code: 'MalformedItem' });
      else items.set(itemId, { item: source.parseItem(record), record });
    }
    assert.equal(items.size, delivered.size - broken.size);
  });

  it('keeps kind, time, people, thread and text of each', () => {
    for (const [itemId, { item }] of items) {
      const record = delivered.get(itemId) as DropRecord;
      assert.equal(item.recordType, record.recordType.toLowerCase(), itemId);
      assert.equal(Date.parse(item.messageTime), Math.floor(Date.parse(record.messageTime) / 1_000) * 1_000);
      assert.deepEqual(named(item.sender), named(record.sender as Participant), itemId);
      assert.deepEqual(
        item.recipients.slice(0, record.recipients.length).map(named),
        record.recipients.map(named),
        itemId,
      );
      assert.equal(item.thread.type, record.thread.type, itemId);
      if (record.thread.type === 'group') assert.equal(item.thread.threadId, record.thread.threadId);
      if (isPlainMessage(record)) assert.equal(words(item.text), words(record.text), itemId);
      if (record.deletion) assert.deepEqual(item.deletion, deletionBySubject(record.deletion), itemId);
    }
  });

  it('gives every attachment, and the ones that are lost as unavailable', async () => {
    let lost = 0;
    let whole = 0;
    for (const [itemId, { item }] of items) {
      const { itemId: id, attachments = [], contacts } = delivered.get(itemId) as DropRecord;
      if (contacts) continue;
      assert.equal(item.attachments.length, attachments.length, itemId);
      for (const { attachmentId, sizeBytes } of attachments) {
        const bytes = world.attachmentBytes(id, attachmentId);
        const found = item.attachments.find((one) => isSame(one, bytes, sizeBytes));
        assert.ok(found, `${itemId} has an attachment of ${sizeBytes} bytes`);
        const opened = source.openAttachment(item, found, patience());
        if (bytes) assert.ok((await buffer(await opened)).equals(bytes));
        else await assert.rejects(opened, { code: 'AttachmentUnavailable' });
        if (bytes) whole += 1;
        else lost += 1;
      }
    }
    assert.ok(whole > 10 && lost > 0, `${whole} whole, ${lost} lost`);
  });

  it('gives the original of each', async () => {
    for (const { record } of [...items.values()].slice(0, 20)) {
      const { sha256 } = record as { sha256: string };
      const eml = await buffer(await openOriginal(source, record));
      assert.equal(createHash('sha256').update(eml).digest('hex'), sha256);
    }
  });

  it('tells an item that is delivered once more from one that has changed', () => {
    const records = pages.flatMap((page) => page.records);
    const ids = records.map((record) => source.identify(record)?.itemId);
    const repeated = ids.find((id, at) => ids.indexOf(id) < at);
    const twice = records.filter((_, at) => ids[at] === repeated);
    assert.equal(twice.length, 2);
    assert.notDeepEqual(twice[0], twice[1]);
    assert.deepEqual(source.contentOf?.(twice[0]), source.contentOf?.(twice[1]));
  });
});

/** By what finds a mailbox, and the name. */
function named(one: Participant): object {
  const number = participantNumber(one);
  return {
    number,
    hidden: number === undefined ? one.whatsAppId : undefined,
    name: words(one.displayName),
    email: one.userEmailAddress?.endsWith('@telemessage.example') ? undefined : one.userEmailAddress,
  };
}

/** A subject says whether it had been read, or for whom it is gone. */
function deletionBySubject({ deletedFor, readState }: Deletion): Deletion {
  if (readState === 'read' || readState === 'unread') return { deletedFor: 'unknown', readState };
  return { deletedFor: deletedFor === 'me' ? 'me' : 'everyone', readState: 'unknown' };
}

/** No charset has half a surrogate pair, and line ends are the mailer's. */
function words(text = ''): string {
  return Buffer.from(text)
    .toString()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function isPlainMessage({ recordType, text, location, contacts, poll }: DropRecord): boolean {
  return recordType === 'message' && text !== undefined && !location && !contacts && !poll;
}

function isSame(
  found: { sha256?: string; sizeBytes: number },
  bytes: Buffer | undefined,
  sizeBytes: number,
): boolean {
  if (bytes === undefined) return found.sha256 === undefined && found.sizeBytes === sizeBytes;
  return found.sha256 === createHash('sha256').update(bytes).digest('hex');
}
