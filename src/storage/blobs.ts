import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { BlockBlobClient, BlockBlobUploadOptions } from '@azure/storage-blob';
import { ArchiveError } from '../domain/errors.js';
import type { BlobRef } from '../domain/ledger-entry.js';
import { attempt, onAnswer } from './azure-errors.js';
import type { AzureStorage } from './azure.js';
import { inBlocks } from './blocks.js';

/** For whole blobs of tens of megabytes over a slow line. */
const TRANSFER_TIMEOUT_MS = 120_000;

export interface CreatedBlob extends BlobRef {
  /** False where the blob was there before; then hash and size are those recorded, whatever was offered. */
  created: boolean;
}

const ONLY_IF_ABSENT = { ifNoneMatch: '*' };

/** Write-once blobs of one container: what has a name is whole, and nobody overwrites it. */
export class Blobs {
  readonly #storage: AzureStorage;
  readonly #container: string;

  constructor(storage: AzureStorage, container: string) {
    this.#storage = storage;
    this.#container = container;
  }

  /**
   * Stores `content` unless the name is taken. A stream goes up in blocks of 4 MB and gets its name with the last one,
   * so memory stays bounded and no half blob is ever seen. Rejects with ArchiveError as `attempt`, or as the stream does.
   */
  async create(
    name: string,
    content: Buffer | AsyncIterable<Uint8Array>,
    contentType: string,
  ): Promise<CreatedBlob> {
    const client = await this.#client(name);
    const upload = new Upload(client, contentType);
    for await (const block of inBlocks(content)) await upload.add(block);
    if (await upload.finish()) return { blob: name, ...upload.stored(), created: true };
    const recorded = await this.find(name);
    if (recorded !== undefined) return { ...recorded, created: false };
    // Azurite takes the blocks of an upload that broke off for a blob of this name; a commit goes past them.
    if (await upload.commit()) return { blob: name, ...upload.stored(), created: true };
    throw new ArchiveError('Unexpected', `Storage: a blob of ${this.#container} is neither there nor free.`);
  }

  /** Hash and size as recorded, undefined where there is no such blob. */
  async find(name: string): Promise<BlobRef | undefined> {
    const client = await this.#client(name);
    const found = await attempt(`look up a blob of ${this.#container}`, (abortSignal) =>
      client.getProperties({ abortSignal }).catch(onAnswer([404], undefined)),
    );
    if (found === undefined) return undefined;
    return { blob: name, sha256: this.#recordedHash(found.metadata), bytes: found.contentLength ?? 0 };
  }

  /** The whole blob; rejects with Unexpected where it is not there, or where its bytes are not those once stored. */
  async read(name: string): Promise<Buffer> {
    const client = await this.#client(name);
    const { bytes, metadata } = await attempt(
      `read a blob of ${this.#container}`,
      async (abortSignal) => {
        const { readableStreamBody, metadata } = await client.download(0, undefined, { abortSignal });
        return { bytes: await buffer(bodyOf(readableStreamBody)), metadata };
      },
      TRANSFER_TIMEOUT_MS,
    );
    if (sha256(bytes) !== this.#recordedHash(metadata)) {
      throw new ArchiveError(
        'Unexpected',
        `Storage: a blob of ${this.#container} does not have its recorded SHA-256.`,
      );
    }
    return bytes;
  }

  /** Exactly so many bytes from `offset` on, unchecked; rejects with Unexpected where the blob does not have them. */
  async readRange(name: string, offset: number, length: number): Promise<Buffer> {
    const client = await this.#client(name);
    const bytes = await attempt(
      `read a part of a blob of ${this.#container}`,
      async (abortSignal) =>
        await buffer(bodyOf((await client.download(offset, length, { abortSignal })).readableStreamBody)),
      TRANSFER_TIMEOUT_MS,
    );
    if (bytes.length === length) return bytes;
    throw new ArchiveError('Unexpected', `Storage: a blob of ${this.#container} is shorter than recorded.`);
  }

  /** The bytes as they come, unchecked; `signal` ends the transfer, which has no deadline of its own. */
  async openStream(name: string, signal?: AbortSignal): Promise<Readable> {
    const client = await this.#client(name);
    const options = signal === undefined ? {} : { abortSignal: signal };
    const { readableStreamBody } = await attempt(`open a blob of ${this.#container}`, () =>
      client.download(0, undefined, options),
    );
    return bodyOf(readableStreamBody);
  }

  async #client(name: string): Promise<BlockBlobClient> {
    return (await this.#storage.container(this.#container)).getBlockBlobClient(name);
  }

  #recordedHash(metadata: Record<string, string> | undefined): string {
    const recorded = metadata?.['sha256'];
    if (recorded === undefined) {
      throw new ArchiveError(
        'Unexpected',
        `Storage: a blob of ${this.#container} was not written by this program.`,
      );
    }
    return recorded;
  }
}

/** Headers and metadata that `find` and `read` rely on. */
export function describeBlob(hash: string, contentType: string) {
  return { metadata: { sha256: hash }, blobHTTPHeaders: { blobContentType: contentType } };
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** One blob on its way up: a single request where it fits into a block, as nearly all do. */
class Upload {
  // Two uploads to the same name at the same time share its uncommitted blocks; an id of their own keeps them apart.
  readonly #id = randomUUID();
  readonly #hash = createHash('sha256');
  readonly #blockIds: string[] = [];
  #last: Buffer = Buffer.alloc(0);
  #bytes = 0;
  #sha256 = '';

  constructor(
    readonly client: BlockBlobClient,
    readonly contentType: string,
  ) {}

  async add(block: Buffer): Promise<void> {
    if (this.#last.length > 0) await this.#stage(this.#last);
    this.#last = block;
    this.#hash.update(block);
    this.#bytes += block.length;
  }

  /** Once all blocks are added. False where the name is taken. */
  async finish(): Promise<boolean> {
    this.#sha256 = this.#hash.digest('hex');
    if (this.#blockIds.length > 0) return await this.commit();
    const last = this.#last;
    return await this.#claimName((options) => this.client.upload(last, last.length, options));
  }

  /** Gives the name to the blocks. False where it is taken. */
  async commit(): Promise<boolean> {
    if (this.#last.length > 0) await this.#stage(this.#last);
    this.#last = Buffer.alloc(0);
    return await this.#claimName((options) => this.client.commitBlockList(this.#blockIds, options));
  }

  stored(): Omit<BlobRef, 'blob'> {
    return { sha256: this.#sha256, bytes: this.#bytes };
  }

  async #claimName(write: (options: BlockBlobUploadOptions) => Promise<unknown>): Promise<boolean> {
    const options = { ...describeBlob(this.#sha256, this.contentType), conditions: ONLY_IF_ABSENT };
    return await this.#attempt((abortSignal) =>
      write({ ...options, abortSignal })
        .then(() => true)
        // InvalidBlockList: somebody else's commit has thrown our blocks away.
        .catch(onAnswer([409, 412, 'InvalidBlockList'], false)),
    );
  }

  async #stage(block: Buffer): Promise<void> {
    // All ids of a blob must have the same length (Put Block).
    const id = Buffer.from(`${this.#id}-${String(this.#blockIds.length).padStart(6, '0')}`).toString(
      'base64',
    );
    await this.#attempt((abortSignal) => this.client.stageBlock(id, block, block.length, { abortSignal }));
    this.#blockIds.push(id);
  }

  #attempt<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return attempt(`upload a blob to ${this.client.containerName}`, call, TRANSFER_TIMEOUT_MS);
  }
}

function bodyOf(body: NodeJS.ReadableStream | undefined): Readable {
  if (body === undefined) throw new ArchiveError('Unexpected', 'Storage: an answer came without a body.');
  return body as Readable;
}
