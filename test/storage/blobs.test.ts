import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ArchiveError } from '../../src/domain/errors.js';
import type { AzureStorage } from '../../src/storage/azure.js';
import { BLOCK_BYTES } from '../../src/storage/blocks.js';
import { Staging } from '../../src/storage/staging.js';
import { newId, openTestStorage } from './shared-azurite.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

describe('staging', () => {
  let storage: AzureStorage;
  let staging: Staging;
  let name: string;

  before(async () => {
    storage = await openTestStorage();
    staging = new Staging(storage);
  });

  beforeEach(() => {
    name = `test/${newId('blob')}`;
  });

  it('keeps what was stored first and resolves to its hash and size, whatever is offered later', async () => {
    const first = Buffer.from('first');
    const created = await staging.create(name, first, 'text/plain');
    assert.deepEqual(created, { blob: name, sha256: sha256(first), bytes: 5, created: true });
    const again = await staging.create(name, Buffer.from('something else'), 'text/plain');
    assert.deepEqual(again, { ...created, created: false });
    assert.deepEqual(await staging.read(name), first);
  });

  it('knows nothing of a blob that was never stored', async () => {
    assert.equal(await staging.find(name), undefined);
    await assert.rejects(staging.read(name), { code: 'Unexpected' });
  });

  it('keeps an empty blob', async () => {
    const empty = Buffer.alloc(0);
    assert.deepEqual(await staging.create(name, empty, 'text/plain'), {
      blob: name,
      sha256: sha256(empty),
      bytes: 0,
      created: true,
    });
    assert.equal((await staging.read(name)).length, 0);
  });

  it('gives any part of a blob, and not less than was asked for', async () => {
    const bytes = randomBytes(BLOCK_BYTES + 100);
    await staging.create(name, bytes, 'text/plain');
    for (const [offset, length] of [
      [0, 10],
      [BLOCK_BYTES - 5, 10],
      [bytes.length - 1, 1],
    ] as const)
      assert.deepEqual(
        await staging.readRange(name, offset, length),
        bytes.subarray(offset, offset + length),
      );
    await assert.rejects(staging.readRange(name, bytes.length - 1, 2), { code: 'Unexpected' });
    await assert.rejects(staging.readRange(`${name}-other`, 0, 1), { code: 'Unexpected' });
  });

  for (const [what, sizeBytes] of [
    ['shorter than a block', 1_000],
    ['of exactly one block', BLOCK_BYTES],
    ['of two blocks and a byte', 2 * BLOCK_BYTES + 1],
  ] as const) {
    it(`stores a stream ${what} byte by byte and hashes it on the way`, async () => {
      const bytes = randomBytes(sizeBytes);
      const stored = await staging.create(name, chunksOf(bytes, 700_001), 'application/octet-stream');
      assert.deepEqual(stored, { blob: name, sha256: sha256(bytes), bytes: sizeBytes, created: true });
      assert.ok((await buffer(await staging.openStream(name))).equals(bytes));
      assert.deepEqual(await staging.find(name), { blob: name, sha256: sha256(bytes), bytes: sizeBytes });
    });
  }

  it('gives no name to a stream that breaks off, and rejects as the stream does', async () => {
    const broken = async function* () {
      yield randomBytes(BLOCK_BYTES + 1);
      yield randomBytes(BLOCK_BYTES);
      throw new ArchiveError('SourceUnreachable', 'gone');
    };
    await assert.rejects(staging.create(name, broken(), 'x/y'), { code: 'SourceUnreachable' });
    assert.equal(await staging.find(name), undefined);
    await staging.create(name, Buffer.from('whole'), 'text/plain');
    assert.equal((await staging.read(name)).toString(), 'whole');
  });

  it('never mixes two streams that are uploaded under one name at the same time', async () => {
    const offers = [randomBytes(BLOCK_BYTES * 2 + 5), randomBytes(BLOCK_BYTES * 2 + 5)];
    const clients = [staging, new Staging(await openTestStorage())];
    const results = await Promise.all(
      clients.map((each, index) =>
        each.create(name, chunksOf(offers[index] ?? Buffer.alloc(0), 1_000_000), 'x/y'),
      ),
    );
    assert.equal(results.filter(({ created }) => created).length, 1);
    assert.equal(results[0]?.sha256, results[1]?.sha256);
    assert.equal(sha256(await staging.read(name)), results[0]?.sha256);
  });

  it('refuses to hand out bytes that are not those once stored', async () => {
    await staging.create(name, Buffer.from('true'), 'text/plain');
    const client = (await storage.container('staging')).getBlockBlobClient(name);
    await client.upload('fake', 4, { metadata: { sha256: sha256(Buffer.from('true')) } });
    await assert.rejects(staging.read(name), { code: 'Unexpected', message: /recorded SHA-256/ });
  });
});
