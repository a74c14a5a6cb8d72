import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Zip } from '../../../src/sources/telemessage-sftp/zip.js';
import { checkTogether } from '../../../src/sources/telemessage-sftp/zip-entries.js';
import { drop, manifestOf, zipOf, type Member } from './fixture.js';

// APPNOTE.TXT 4.3.12 and 4.3.16: where fields stand in an entry of the directory, and in its end.
const ENTRY = Buffer.from('PK\u0001\u0002');
const END = Buffer.from('PK\u0005\u0006');
const FIELD = {
  flags: 8,
  method: 10,
  crc: 16,
  packed: 20,
  size: 24,
  nameLength: 28,
  attributes: 38,
  offset: 42,
};

const SYMLINK = 0o120777;
const DIRECTORY = 0o040755;
const MEBIBYTE = 1_048_576;
const manifest = (...names: string[]): Member => ({ name: 'drop.mf', bytes: manifestOf(names) });
const eml = (name: string, bytes: Buffer | string = 'From: a'): Member => ({ name, bytes });

describe('a ZIP of a drop', function () {
  let directory: string;
  const opened: Zip[] = [];

  afterEach(() => {
    for (const zip of opened.splice(0)) zip.retire();
  });
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-zip-'));
  });
  after(async () => await rm(directory, { recursive: true, force: true }));

  async function check(bytes: Buffer): Promise<Zip> {
    const path = join(directory, 'drop.zip');
    await writeFile(path, bytes);
    const zip = await Zip.check(await open(path));
    opened.push(zip);
    return zip;
  }

  const refused = async (bytes: Buffer, what: RegExp) =>
    await assert.rejects(check(bytes), { code: 'DropRefused', message: what });

  it('gives its EML files in their order, byte for byte, packed or not', async () => {
    const noise = randomBytes(3 * MEBIBYTE);
    const members = [
      { ...eml('b.eml', noise), isStored: true },
      eml('a.EML', 'From: b'),
      manifest('b.eml', 'a.EML'),
    ];
    const zip = await check(await zipOf(members));
    assert.deepEqual(
      zip.emls.map(({ name }) => name),
      ['b.eml', 'a.EML'],
    );
    const [first, second] = zip.emls;
    assert.ok(first && second);
    assert.ok((await buffer(await zip.open(first))).equals(noise));
    assert.equal(Buffer.from(await zip.read(second)).toString(), 'From: b');
  });

  it('stays open for who uses it until they are done', async () => {
    const zip = await check(await zipOf(drop({ 'a.eml': 'From: a' })));
    const done = zip.use();
    zip.retire();
    const [entry] = zip.emls;
    assert.ok(done && entry);
    assert.equal((await zip.read(entry)).length, 7);
    done();
    assert.equal(zip.use(), undefined);
  });

  it('may be without any EML, if it says so', async () => {
    assert.deepEqual((await check(await zipOf(drop({})))).emls, []);
  });

  describe('that holds', () => {
    for (const [what, members, message] of [
      ['no manifest', [eml('a.eml')], /no manifest/],
      ['two manifests', [manifest(), { ...manifest(), name: 'other.MF' }], /more than one/],
      ['fewer files than it counts', drop({ 'a.eml': 'x' }, 'Count: 2\na.eml'), /counts 2 files and names 1/],
      ['not a file that it names', drop({ 'a.eml': 'x' }, 'Count: 2\na.eml\nb.eml'), /not in it: 1/],
      ['a file that it does not name', drop({ 'a.eml': 'x' }, 'Count: 0'), /does not name: 1/],
      ['a file in other letters than named', drop({ 'a.eml': 'x' }, 'Count: 1\nA.eml'), /not in it: 1/],
      ['a file of zero bytes', drop({ 'a.eml': '' }), /zero bytes/],
      ['another ZIP', [...drop({}), eml('inner.zip')], /neither EML nor manifest/],
      ['a program', [...drop({}), eml('run.exe')], /neither EML nor manifest/],
      ['a ZIP under the name of an EML', drop({ 'a.eml': 'PK\u0003\u0004rest' }), /archive/],
      [
        'a link',
        [...drop({ 'a.eml': 'x' }).slice(1), { ...eml('a.eml', '/etc/passwd'), mode: SYMLINK }],
        /link/,
      ],
      ['a folder', [...drop({}), { ...eml('a.eml'), mode: DIRECTORY }], /link/],
      ['a name that is too long', drop({ [`${'a'.repeat(252)}.eml`]: 'x' }), /too long/],
    ] as const) {
      it(`${what} is refused`, async () => await refused(await zipOf(members), message));
    }

    for (const name of [
      '../x.eml',
      '/abs/x.eml',
      'dir/xx.eml',
      '..\\xxx.eml',
      'C:\\xxx.eml',
      'a\u0000bcde.eml',
      'a\nbcdef.eml',
    ]) {
      it(`the name ${JSON.stringify(name)} is refused`, async () => {
        // The packer would not write it, so it is put there by hand.
        const safe = 'x'.repeat(name.length - 4) + '.eml';
        const bytes = await zipOf(drop({ [safe]: 'x' }));
        await refused(replaceAll(bytes, safe, name), /a path or has control characters/);
      });
    }

    it('two files of the same name is refused', async () => {
      await refused(
        replaceAll(await zipOf(drop({ 'a.eml': 'x', 'b.eml': 'y' })), 'b.eml', 'a.eml'),
        /same name/,
      );
    });

    it('an attachment that packs well is none of a bomb', async () => {
      const bytes = Buffer.alloc(4 * MEBIBYTE);
      assert.equal((await check(await zipOf(drop({ 'a.eml': bytes })))).emls[0]?.sizeBytes, bytes.length);
    });

    it('more than we unpack is refused by what it says', async () => {
      const entry = { packedBytes: 1, offset: 0, isPacked: true, crc32: 0 };
      const claimed = [
        { ...entry, name: 'a.eml', sizeBytes: 65_536 * MEBIBYTE },
        { ...entry, name: 'drop.mf', sizeBytes: 1 },
      ];
      assert.throws(() => checkTogether(claimed, 100), { code: 'DropRefused', message: /unpacks to more/ });
    });

    it('a manifest larger than we read is refused by what it says', async () => {
      const bytes = await zipOf(drop({}));
      await refused(patched(bytes, FIELD.size, 32 * MEBIBYTE + 1), /manifest of more than 33554432 bytes/);
    });

    it('files that share their bytes is refused', async () => {
      const noise = randomBytes(100_000);
      const names = ['a.eml', 'b.eml', 'c.eml'];
      const bytes = await zipOf([...names.map((name) => eml(name, noise)), manifest(...names)]);
      const [first = 0, second = 0] = entriesOf(bytes);
      bytes.writeUInt32LE(bytes.readUInt32LE(first + FIELD.offset), second + FIELD.offset);
      // Cut to one copy of them, it is smaller than what its files add up to.
      await refused(withoutMiddle(bytes), /overlap|no sound ZIP/);
    });
  });

  describe('that lies about', () => {
    const packable = 'From: somebody\r\n\r\n'.repeat(50);
    const lying = async (field: number, value: number, isStored = false) =>
      patched(await zipOf([{ ...eml('a.eml', packable), isStored }, manifest('a.eml')]), field, value);

    for (const [what, field, value] of [
      ['a size, which is larger', FIELD.size, 10],
      ['a size, which is smaller', FIELD.size, 10_000],
      ['a packed size, which is larger', FIELD.packed, 5],
      ['a packed size beyond its end', FIELD.packed, 0x7fffffff],
      ['where a file begins', FIELD.offset, 3],
      ['where a file begins, beyond its end', FIELD.offset, 0x7ffffff0],
      ['a size in an extension that is not there', FIELD.size, 0xffffffff],
      ['the length of a name', FIELD.nameLength, 60_000],
    ] as const) {
      it(`${what} is refused`, async () => await refused(await lying(field, value), /^its? /));
    }

    it('the size of a file that is not packed is refused', async () => {
      await refused(await lying(FIELD.size, 10, true), /^it /);
    });

    it('a checksum is refused', async () => await refused(await lying(FIELD.crc, 1), /checksum/));

    it('the way it is packed is refused', async () =>
      await refused(await lying(FIELD.method, 12), /unusual way/));

    it('nothing, but is encrypted, is refused', async () =>
      await refused(await lying(FIELD.flags, 1), /encrypted/));

    it('the number of its files is refused', async () => {
      const bytes = await zipOf(drop({ 'a.eml': 'x' }));
      bytes.writeUInt16LE(60_000, bytes.lastIndexOf(END) + 10);
      await refused(bytes, /no sound ZIP/);
    });

    it('the number of its files, by billions, is refused at once', async () => {
      await refused(zip64Claiming(2n ** 40n), /more than 200000 files/);
    });

    it('the place of its directory is refused', async () => {
      const bytes = await zipOf(drop({ 'a.eml': 'x' }));
      bytes.writeUInt32LE(0xfffffff0, bytes.lastIndexOf(END) + 16);
      await refused(bytes, /no sound ZIP/);
    });
  });

  it('with something behind its end is refused', async () => {
    await refused(Buffer.concat([await zipOf(drop({})), Buffer.from('more')]), /no sound ZIP/);
  });

  it('without its end, or without anything, is unfinished', async () => {
    const whole = await zipOf(drop({ 'a.eml': randomBytes(1_000) }));
    for (const length of [0, 1, 100, whole.length - 1, whole.length - 22])
      await assert.rejects(check(whole.subarray(0, length)), { code: 'DropUnfinished' }, String(length));
  });

  it('never shows a name of what it holds', async () => {
    const bytes = replaceAll(await zipOf(drop({ 'xxcanary.eml': 'x' })), 'xxcanary', '..canary');
    for (const broken of [bytes, replaceAll(bytes, '..canary', '../canar')])
      await assert.rejects(check(broken), (error: Error) => !/canar/.test(error.message));
  });

  it('with any of its bytes changed is the same, or is refused, and nothing else', async () => {
    const whole = await zipOf(drop({ 'a.eml': 'From: a\r\n\r\nHello', 'b.eml': 'From: b\r\n\r\nHello' }));
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const outcome = await check(changed).then(
        async (zip) =>
          await Promise.all(zip.emls.map(async (entry) => Buffer.from(await zip.read(entry)).toString())),
        ({ code }: { code: string }) => code,
      );
      const isSame =
        Array.isArray(outcome) && outcome.join('|') === 'From: a\r\n\r\nHello|From: b\r\n\r\nHello';
      assert.ok(
        isSame || outcome === 'DropRefused' || outcome === 'DropUnfinished',
        `byte ${at}: ${String(outcome)}`,
      );
    }
  });
});

/** Where the entries of the directory begin. */
function entriesOf(bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(ENTRY); at >= 0; at = bytes.indexOf(ENTRY, at + 1)) places.push(at);
  return places;
}

/** With another value in a field of the first entry. */
function patched(bytes: Buffer, field: number, value: number): Buffer {
  const at = (entriesOf(bytes)[0] ?? 0) + field;
  if (field <= FIELD.method || field === FIELD.nameLength) bytes.writeUInt16LE(value, at);
  else bytes.writeUInt32LE(value, at);
  return bytes;
}

function replaceAll(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

/** Takes out the bytes of the second file, which the first one's stand for. */
function withoutMiddle(bytes: Buffer): Buffer {
  const start = bytes.indexOf(Buffer.from('PK\u0003\u0004'), 10);
  const directory = entriesOf(bytes)[0] ?? 0;
  const taken = Math.min(150_000, directory - start);
  const cut = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + taken)]);
  cut.writeUInt32LE(directory - taken, cut.lastIndexOf(END) + 16);
  return cut;
}

/** An end of a ZIP64 (APPNOTE.TXT 4.3.14 to 4.3.16) that claims so many files. */
function zip64Claiming(count: bigint): Buffer {
  const record = Buffer.alloc(56);
  record.write('PK\u0006\u0006');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(count, 24);
  record.writeBigUInt64LE(count, 32);
  const locator = Buffer.alloc(20);
  locator.write('PK\u0006\u0007');
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22, 0xff);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(0, 20);
  return Buffer.concat([record, locator, end]);
}
