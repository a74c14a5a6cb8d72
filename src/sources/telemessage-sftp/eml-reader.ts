import { createHash, type KeyObject } from 'node:crypto';
import { Readable } from 'node:stream';
import { ArchiveError } from '../../domain/errors.js';
import { ByteBudget } from './byte-budget.js';
import type { Drop } from './drops.js';
import { readEml, type Eml } from './eml.js';
import { LIMITS } from './limits.js';
import type { PrivateKey } from './private-key.js';
import { recordOf, type EmlRecord } from './record.js';
import type { Zip } from './zip.js';
import type { ZipEntry } from './zip-entries.js';

const CHUNK_BYTES = 256 * 1024;

/** One budget for all connectors of a worker: an EML is in memory whole while it is read. */
const MEMORY = new ByteBudget(LIMITS.EML_BYTES_AT_A_TIME);

/** Reads EML files out of checked ZIP files, only so many bytes of them at a time. */
export class EmlReader {
  readonly #key: PrivateKey;

  constructor(key: PrivateKey) {
    this.#key = key;
  }

  async record(
    zip: Zip,
    { drop, entry }: { drop: Drop; entry: ZipEntry },
    signal: AbortSignal,
  ): Promise<EmlRecord> {
    if (entry.sizeBytes > LIMITS.MAX_EML_BYTES) return await tooLarge(zip, { drop, entry });
    const key = await this.#key.read();
    const giveBack = await MEMORY.take(entry.sizeBytes, signal);
    try {
      return await readRecord(await zip.read(entry), { drop, entry: entry.name }, key);
    } finally {
      giveBack();
    }
  }

  /** The decoded bytes of an attachment. They count as memory until the stream is closed. */
  async attachment(
    zip: Zip,
    { entry, index }: { entry: ZipEntry; index: number },
    signal: AbortSignal,
  ): Promise<Readable> {
    const key = await this.#key.read();
    const giveBack = await MEMORY.take(entry.sizeBytes, signal);
    try {
      const found = attachmentsOf(await readEml(await zip.read(entry), key))[index];
      if (!found) throw new ArchiveError('AttachmentUnavailable', 'The EML has no such attachment.');
      return Readable.from(chunksOf(found.content), { objectMode: false }).once('close', giveBack);
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}

/**
 * The record of an EML that lies in a drop. One that cannot be read is a record that says so: its neighbours are not to
 * suffer from it.
 */
export async function readRecord(
  bytes: Uint8Array<ArrayBuffer>,
  { drop, entry }: { drop: Pick<Drop, 'name' | 'zippedAt'>; entry: string },
  key: KeyObject | undefined,
): Promise<EmlRecord> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const place = { zip: drop.name, entry, sizeBytes: bytes.length, sha256, archivedTime: drop.zippedAt };
  try {
    return recordOf(place, await readEml(bytes, key));
  } catch (error) {
    return { ...place, unreadable: reasonOf(error) };
  }
}

/** Read as a stream, for its hash alone. */
async function tooLarge(zip: Zip, { drop, entry }: { drop: Drop; entry: ZipEntry }): Promise<EmlRecord> {
  const hash = createHash('sha256');
  for await (const chunk of await zip.open(entry)) hash.update(chunk as Buffer);
  return {
    zip: drop.name,
    entry: entry.name,
    sizeBytes: entry.sizeBytes,
    sha256: hash.digest('hex'),
    archivedTime: drop.zippedAt,
    unreadable: `The EML is larger than ${LIMITS.MAX_EML_BYTES} bytes.`,
  };
}

function attachmentsOf({ encrypted, attachments }: Eml): Eml['attachments'] {
  if (encrypted?.isOpen === false)
    throw new ArchiveError('AttachmentUnavailable', 'The EML can no longer be decrypted.');
  return attachments;
}

function* chunksOf(content: Buffer): Iterable<Buffer> {
  for (let start = 0; start < content.length; start += CHUNK_BYTES)
    yield content.subarray(start, start + CHUNK_BYTES);
}

/** What a library says of an EML that it chokes on may repeat it. */
function reasonOf(error: unknown): string {
  return error instanceof ArchiveError ? error.message : 'The EML cannot be read.';
}
