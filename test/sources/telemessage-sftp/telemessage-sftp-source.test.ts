import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { startSshd, type Sshd } from '../../../src/sandbox/sftp/sshd.js';
import { needsSshd } from '../../support/sshd.js';
import {
  aPart,
  anEml,
  Credentials,
  drop,
  dropName,
  openOriginal,
  pagesOf,
  patience,
  putDrop,
  putFile,
  sourceOf,
  WINDOW,
  zipOf,
} from './fixture.js';

const PICTURE = Buffer.from('pretend picture bytes '.repeat(5_000));

const numbered = (count: number, prefix = 'a') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${prefix}-${index}.eml`,
      anEml({ headers: { 'X-TELEMESSAGE-ArchiveMessageID': `${prefix}-${index}` } }),
    ]),
  );

describe('a drop on an SFTP server', function () {
  let sshd: Sshd;

  before(async function () {
    needsSshd(this);
    sshd = await startSshd();
  });
  after(async () => await sshd?.close());
  beforeEach(async () => {
    for (const name of await readdir(sshd.localDirectory))
      await rm(join(sshd.localDirectory, name), { recursive: true });
  });

  it('names its account by user, server key and directory, whatever the server is called', async () => {
    const account = {
      id: `${sshd.username}@${sshd.hostKey}${sshd.directory}`,
      products: ['whatsapp-phone-archiver'],
    };
    assert.deepEqual(await sourceOf(sshd).account(patience()), account);
    assert.deepEqual(await sourceOf(sshd, { host: 'localhost' }).account(patience()), account);
    const kept = await sourceOf(sshd, { account: 'the old one' }).account(patience());
    assert.equal(kept.id, 'the old one');
  });

  it('whose key for encrypted bodies is missing or none is refused before any run', async () => {
    const credentials = new Credentials({ key: sshd.privateKey, 'for-bodies': 'no key' });
    const source = sourceOf(sshd, { decryptionKeySecret: 'for-bodies' }, credentials);
    await assert.rejects(source.account(patience()), { code: 'SecretInvalid', message: /for-bodies/ });
  });

  it('is whole again where a ZIP without an EML stands in for one that is lost', async () => {
    await putDrop(sshd, dropName(1), drop({ 'one.eml': anEml() }));
    await putDrop(sshd, dropName(2), drop({}, 'Count: 0\n'));
    await putDrop(sshd, dropName(3), drop({ 'three.eml': anEml() }));
    assert.deepEqual((await pagesOf(sourceOf(sshd))).at(-1)?.faults, []);
  });

  it('without the directory is refused', async () => {
    const source = sourceOf(sshd, { directory: '/nowhere' });
    await assert.rejects(source.account(patience()), { code: 'InvalidArgument' });
  });

  it('gives whole items, their originals and attachments, byte for byte', async () => {
    const eml = anEml({ parts: [aPart('holiday.jpg', PICTURE)] });
    await putDrop(sshd, dropName(), drop({ 'one.eml': eml }));
    const source = sourceOf(sshd);
    const [page] = await pagesOf(source);
    assert.deepEqual([page?.windowCount, page?.faults, page?.nextCursor], [1, [], null]);
    const [record] = page?.records ?? [];
    const item = source.parseItem(record);
    assert.deepEqual(source.identify(record), { itemId: 'archive-1', revision: 0 });
    assert.equal(item.text, 'Hello');
    assert.equal(item.archivedTime, '2026-11-20T12:00:00.000Z');
    assert.deepEqual(await buffer(await openOriginal(source, record)), Buffer.from(eml));
    const [attachment] = item.attachments;
    assert.ok(attachment);
    assert.equal(attachment.sha256, createHash('sha256').update(PICTURE).digest('hex'));
    assert.deepEqual(await buffer(await source.openAttachment(item, attachment, patience())), PICTURE);
  });

  it('is listed page by page, over ZIP files, each EML once', async () => {
    await putDrop(sshd, dropName(2, '130000'), drop(numbered(150, 'b')));
    await putDrop(sshd, dropName(1), drop(numbered(301, 'a')));
    const source = sourceOf(sshd);
    const pages = await pagesOf(source);
    assert.deepEqual(
      pages.map(({ records }) => records.length),
      [200, 200, 51],
    );
    const ids = pages.flatMap(({ records }) => records.map((record) => source.identify(record)?.itemId));
    assert.deepEqual(
      ids,
      [...Object.keys(numbered(301, 'a')), ...Object.keys(numbered(150, 'b'))].map((name) =>
        name.slice(0, -4),
      ),
    );
    assert.equal(pages.at(-1)?.windowCount, 451);
  });

  it('counts an item that was delivered twice once', async () => {
    await putDrop(sshd, dropName(1), drop({ 'one.eml': anEml() }));
    await putDrop(sshd, dropName(2), drop({ 'two.eml': anEml() }));
    assert.equal((await pagesOf(sourceOf(sshd))).at(-1)?.windowCount, 1);
  });

  it('gives what another ZIP of its window holds where one is refused, missing or unfinished', async () => {
    await putDrop(sshd, dropName(1), drop({ 'one.eml': anEml() }));
    await putDrop(sshd, dropName(3), drop({ 'two.eml': anEml() }, 'Count: 2\ntwo.eml\n'));
    const whole = await zipOf(drop({ 'three.eml': anEml() }));
    await putFile(sshd, dropName(4), whole.subarray(0, -30));
    const [page] = await pagesOf(sourceOf(sshd));
    assert.equal(page?.records.length, 1);
    assert.deepEqual(page?.faults, [
      {
        name: '202611200000-TeleMessage_2_*.zip',
        reason: 'DropMissing',
        what: 'number 2 of its day is missing',
      },
      { name: dropName(3), reason: 'DropRefused', what: 'its manifest counts 2 files and names 1' },
      { name: dropName(4), reason: 'DropUnfinished', what: 'it has no end yet' },
    ]);
  });

  it('is taken whole once its ZIP is finished', async () => {
    const whole = await zipOf(drop({ 'one.eml': anEml() }));
    await putFile(sshd, dropName(), whole.subarray(0, -30));
    const source = sourceOf(sshd);
    assert.equal((await pagesOf(source))[0]?.faults?.[0]?.reason, 'DropUnfinished');
    await putFile(sshd, dropName(), whole);
    const [page] = await pagesOf(source);
    assert.deepEqual([page?.records.length, page?.faults], [1, []]);
  });

  it('is listed anew where a ZIP came in before the place of a cursor', async () => {
    await putDrop(sshd, dropName(2), drop(numbered(201)));
    const source = sourceOf(sshd);
    const first = source.parsePage(await source.fetchPage({ window: WINDOW, cursor: null }, patience()));
    await putDrop(sshd, dropName(1, '110000'), drop({ 'late.eml': anEml() }));
    await assert.rejects(source.fetchPage({ window: WINDOW, cursor: first.nextCursor }, patience()), {
      code: 'CursorRefused',
    });
  });

  it('no longer there is an attachment that is unavailable, unless this worker still has it', async () => {
    await putDrop(sshd, dropName(), drop({ 'one.eml': anEml({ parts: [aPart('a.jpg', PICTURE)] }) }));
    const source = sourceOf(sshd);
    const [record] = (await pagesOf(source))[0]?.records ?? [];
    await rm(join(sshd.localDirectory, dropName()));
    assert.ok((await buffer(await openOriginal(source, record))).length > PICTURE.length);
    const other = sourceOf(sshd);
    await assert.rejects(openOriginal(other, record), { code: 'AttachmentUnavailable' });
    const item = other.parseItem(record);
    const [attachment] = item.attachments;
    assert.ok(attachment);
    await assert.rejects(other.openAttachment(item, attachment, patience()), {
      code: 'AttachmentUnavailable',
    });
  });

  it('does not hold what somebody opened and never read', async () => {
    await putDrop(sshd, dropName(), drop({ 'one.eml': anEml({ parts: [aPart('a.jpg', PICTURE)] }) }));
    const source = sourceOf(sshd);
    const [record] = (await pagesOf(source))[0]?.records ?? [];
    const item = source.parseItem(record);
    const [attachment] = item.attachments;
    assert.ok(attachment);
    const given = new AbortController();
    const streams = [
      await source.openAttachment(item, attachment, given.signal),
      (await source.openOriginal?.(record, given.signal)) ?? Readable.from([]),
    ];
    const closed = Promise.all(streams.map((stream) => new Promise((gone) => stream.once('close', gone))));
    given.abort(new Error('canceled'));
    await closed;
    assert.ok(streams.every(({ destroyed }) => destroyed));
  });

  it('that the user may not read is refused, and tried again by nobody', async function () {
    if (process.getuid?.() === 0 && sshd.password === undefined) {
      Object.assign(this, { skipReason: 'root may read everything, and this server is not contained' });
      return this.skip();
    }
    await putDrop(sshd, dropName(), drop({ 'one.eml': anEml() }));
    await chmod(join(sshd.localDirectory, dropName()), 0);
    await assert.rejects(pagesOf(sourceOf(sshd)), { code: 'SourceRefused' });
  });

  it('with a broken EML gives its neighbours', async () => {
    const bomb = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(100_000)}`;
    await putDrop(sshd, dropName(), drop({ 'a.eml': anEml(), 'b.eml': bomb, 'c.eml': anEml() }));
    const source = sourceOf(sshd);
    const { records = [], faults } = (await pagesOf(source))[0] ?? {};
    assert.deepEqual([records.length, faults], [3, []]);
    assert.throws(() => source.parseItem(records[1]), { code: 'MalformedItem', message: /more parts/ });
    assert.equal(source.parseItem(records[2]).text, 'Hello');
    assert.ok((await buffer(await openOriginal(source, records[1]))).equals(Buffer.from(bomb)));
  });

  it('with an EML larger than we read gives its neighbours, and keeps its original', async () => {
    const large = Buffer.alloc(257 * 1_048_576);
    await putDrop(sshd, dropName(), drop({ 'a.eml': large, 'b.eml': anEml() }));
    const source = sourceOf(sshd);
    const { records = [], faults } = (await pagesOf(source))[0] ?? {};
    assert.deepEqual([records.length, faults], [2, []]);
    assert.throws(() => source.parseItem(records[0]), { code: 'MalformedItem', message: /larger than/ });
    assert.equal(source.parseItem(records[1]).text, 'Hello');
    let length = 0;
    for await (const chunk of await openOriginal(source, records[0])) length += (chunk as Buffer).length;
    assert.equal(length, large.length);
  });

  it('is left as it was: names, sizes and times', async () => {
    await putDrop(sshd, dropName(), drop({ 'one.eml': anEml({ parts: [aPart('a.jpg', PICTURE)] }) }));
    await putFile(sshd, dropName(2), 'no ZIP');
    const state = async () => {
      const names = (await readdir(sshd.localDirectory)).toSorted();
      const stats = await Promise.all(names.map(async (name) => await stat(join(sshd.localDirectory, name))));
      return stats.map(({ size, mtimeMs, ctimeMs, mode }, index) => [
        names[index],
        size,
        mtimeMs,
        ctimeMs,
        mode,
      ]);
    };
    const before = await state();
    const source = sourceOf(sshd);
    const [record] = (await pagesOf(source))[0]?.records ?? [];
    await buffer(await openOriginal(source, record));
    assert.deepEqual(await state(), before);
  });
});
