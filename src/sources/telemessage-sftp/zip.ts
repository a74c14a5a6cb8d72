import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromFdPromise, type ZipFile } from 'yauzl';
import { ArchiveError } from '../../domain/errors.js';
import { LIMITS } from './limits.js';
import { checkAgainst, parseManifest } from './manifest.js';
import { checkTogether, entryOf, isManifest, type ZipEntry } from './zip-entries.js';

/** How a ZIP begins (APPNOTE.TXT 4.3.7), and so an archive within one. */
const ZIP_MAGIC = 0x04034b50;

/** A ZIP that has passed all its checks. */
export class Zip {
  readonly #file: FileHandle;
  readonly #zip: ZipFile;
  readonly #byName: Map<string, ZipEntry>;
  #users = 0;
  #isRetired = false;

  private constructor(
    file: FileHandle,
    zip: ZipFile,
    /** Its EML files, in the order in which it holds them. */
    readonly emls: readonly ZipEntry[],
  ) {
    this.#file = file;
    this.#zip = zip;
    this.#byName = new Map(emls.map((entry) => [entry.name, entry]));
  }

  /**
   * Checks all of it, every byte. Rejects with DropRefused, saying which check it did not pass, or DropUnfinished where
   * it has no end yet; the file is then closed.
   */
  static async check(file: FileHandle): Promise<Zip> {
    try {
      const { size } = await file.stat();
      const zip = await openDirectory(file);
      const entries = await listed(zip);
      checkTogether(entries, size);
      const emls = entries.filter((entry) => !isManifest(entry));
      const manifest = await checkedBytes(zip, entries.find(isManifest));
      checkAgainst(parseManifest(manifest), new Set(emls.map(({ name }) => name)));
      for (const entry of emls) await checkBytes(zip, entry, () => undefined);
      return new Zip(file, zip, emls);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  find(name: string): ZipEntry | undefined {
    return this.#byName.get(name);
  }

  async open(entry: ZipEntry): Promise<Readable> {
    return await openEntry(this.#zip, entry);
  }

  /** All of an EML, in a buffer of its own. */
  async read(entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(entry.sizeBytes);
    let length = 0;
    for await (const chunk of await this.open(entry)) {
      bytes.set(chunk as Buffer, length);
      length += (chunk as Buffer).length;
    }
    return bytes;
  }

  /** Keeps it open until the result is called. Undefined where it is closed already. */
  use(): (() => void) | undefined {
    if (this.#isRetired && this.#users === 0) return undefined;
    this.#users += 1;
    return () => {
      this.#users -= 1;
      this.#closeIfDone();
    };
  }

  /** Closes it once nobody reads from it any more. */
  retire(): void {
    if (this.#isRetired) return;
    this.#isRetired = true;
    this.#closeIfDone();
  }

  #closeIfDone(): void {
    if (!this.#isRetired || this.#users > 0) return;
    // Not through the library as well: it would close the same descriptor, which may be another file's by then.
    void this.#file.close();
  }
}

async function openDirectory({ fd }: FileHandle): Promise<ZipFile> {
  try {
    const zip = await fromFdPromise(fd, { autoClose: false, decodeStrings: false });
    if (zip.entryCount > LIMITS.MAX_ZIP_FILES)
      throw refused(`it holds more than ${LIMITS.MAX_ZIP_FILES} files`);
    return zip;
  } catch (error) {
    if (
      error instanceof Error &&
      error.message.startsWith('End of central directory record signature not found')
    )
      throw new ArchiveError('DropUnfinished', 'it has no end yet');
    throw unsound(error);
  }
}

async function listed(zip: ZipFile): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entryOf(entry));
  } catch (error) {
    throw unsound(error);
  }
  return entries;
}

async function checkedBytes(zip: ZipFile, entry: ZipEntry | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  if (entry) await checkBytes(zip, entry, (chunk) => void chunks.push(chunk));
  return Buffer.concat(chunks);
}

/** The library sees to it that a file unpacks to its declared size, to the byte; its checksum is ours to see to. */
async function checkBytes(zip: ZipFile, entry: ZipEntry, take: (chunk: Buffer) => void): Promise<void> {
  let checksum = 0;
  let isFirst = true;
  try {
    for await (const chunk of await openEntry(zip, entry)) {
      const bytes = chunk as Buffer;
      if (isFirst && isArchive(bytes)) throw refused('it holds an archive under the name of another file');
      isFirst = false;
      checksum = crc32(bytes, checksum);
      take(bytes);
    }
  } catch (error) {
    throw unsound(error);
  }
  if (checksum !== entry.crc32) throw refused('it holds a file that does not match its checksum');
}

function isArchive(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE() === ZIP_MAGIC;
}

async function openEntry(zip: ZipFile, entry: ZipEntry): Promise<Readable> {
  const start = await startOf(zip, entry);
  return await new Promise((resolve, reject) => {
    const { packedBytes, isPacked, sizeBytes } = entry;
    zip.openReadStreamLowLevel(start, packedBytes, 0, packedBytes, isPacked, sizeBytes, (error, stream) => {
      if (error) reject(unsound(error));
      else resolve(stream);
    });
  });
}

async function startOf(zip: ZipFile, { offset, packedBytes }: ZipEntry): Promise<number> {
  const header = { relativeOffsetOfLocalHeader: offset, compressedSize: packedBytes };
  return await new Promise((resolve, reject) => {
    // Of the whole entry, the library looks at these two here.
    zip.readLocalFileHeader(header as never, { minimal: true }, (error, found) => {
      if (error) reject(unsound(error));
      else resolve(found.fileDataStart);
    });
  });
}

/** The library's messages hold file names. */
function unsound(error: unknown): ArchiveError {
  return error instanceof ArchiveError ? error : refused('it is no sound ZIP file');
}

function refused(what: string): ArchiveError {
  return new ArchiveError('DropRefused', what);
}
