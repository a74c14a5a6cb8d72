import { getFileNameLowLevel, type Entry } from 'yauzl';
import { ArchiveError } from '../../domain/errors.js';
import { LIMITS } from './limits.js';

/** What reading a file of a ZIP needs: of two hundred thousand of them, more than that would be a memory of its own. */
export interface ZipEntry {
  name: string;
  sizeBytes: number;
  packedBytes: number;
  /** Of its local header. */
  offset: number;
  isPacked: boolean;
  crc32: number;
}

// Of APPNOTE.TXT 4.4.4, 4.4.5 and, for the upper half of the external attributes, of stat(2).
const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;

const FORBIDDEN_CHARACTERS = /[/\\:\p{Cc}\p{Cs}]/u;

/** A file of a ZIP as far as its entry in the directory tells. Throws DropRefused where it is one that we do not take. */
export function entryOf(entry: Entry): ZipEntry {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  const fault = faultOf(entry, name);
  if (fault !== undefined) throw refused(fault);
  return {
    name,
    sizeBytes: entry.uncompressedSize,
    packedBytes: entry.compressedSize,
    offset: entry.relativeOffsetOfLocalHeader,
    isPacked: entry.compressionMethod === DEFLATED,
    crc32: entry.crc32,
  };
}

export function isManifest({ name }: { name: string }): boolean {
  return /\.mf$/i.test(name);
}

function faultOf(entry: Entry, name: string): string | undefined {
  if (entry.fileNameRaw.length > LIMITS.MAX_NAME_BYTES || Buffer.byteLength(name) > LIMITS.MAX_NAME_BYTES)
    return 'it holds a file with a name that is too long';
  if (FORBIDDEN_CHARACTERS.test(name) || name === '' || name === '.' || name === '..')
    return 'it holds a folder, or a file whose name is a path or has control characters';
  if (entry.isEncrypted()) return 'it holds an encrypted file';
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type !== 0 && type !== REGULAR_FILE) return 'it holds a link, or something else that is no file';
  if (!/\.(eml|mf)$/i.test(name)) return 'it holds a file that is neither EML nor manifest';
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    return 'it holds a file that is packed in an unusual way';
  if (entry.uncompressedSize === 0) return 'it holds a file of zero bytes';
  if (isManifest({ name }) && entry.uncompressedSize > LIMITS.MAX_MANIFEST_BYTES)
    return `it holds a manifest of more than ${LIMITS.MAX_MANIFEST_BYTES} bytes`;
  return undefined;
}

/** What the files are together. Throws DropRefused. */
export function checkTogether(entries: readonly ZipEntry[], zipBytes: number): void {
  const names = new Set(entries.map(({ name }) => name));
  if (names.size !== entries.length) throw refused('it holds two files of the same name');
  if (entries.filter(isManifest).length !== 1) throw refused('it holds no manifest, or more than one');
  const sum = (of: (entry: ZipEntry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  if (sum(({ sizeBytes }) => sizeBytes) > LIMITS.MAX_UNPACKED_BYTES)
    throw refused(`it unpacks to more than ${LIMITS.MAX_UNPACKED_BYTES} bytes`);
  // Files that share their bytes make a small ZIP unpack to as much as anybody likes.
  if (sum(({ packedBytes }) => packedBytes) > zipBytes) throw refused('its files overlap each other');
}

function refused(what: string): ArchiveError {
  return new ArchiveError('DropRefused', what);
}
