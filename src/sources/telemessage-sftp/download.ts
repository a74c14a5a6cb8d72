import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { ArchiveError } from '../../domain/errors.js';
import type { Drop } from './drops.js';
import { LIMITS } from './limits.js';
import type { SftpServer } from './server.js';

/**
 * Copies a ZIP into a temporary file without a name, which is gone with its handle, however this process ends. Rejects
 * with DropRefused where it is too large, and with DropUnfinished where it has changed since it was listed.
 */
export async function download(server: SftpServer, drop: Drop, signal: AbortSignal): Promise<FileHandle> {
  if (drop.sizeBytes > LIMITS.MAX_ZIP_BYTES)
    throw new ArchiveError('DropRefused', `it is larger than ${LIMITS.MAX_ZIP_BYTES} bytes`);
  const file = await namelessFile();
  try {
    const limit = pLimit(LIMITS.SEGMENTS_AT_A_TIME);
    await limit.map(segmentsOf(drop.sizeBytes), async (start) => {
      await copySegment(server, { drop, file, start }, signal);
    });
    await checkUnchanged(server, drop, signal);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function segmentsOf(sizeBytes: number): number[] {
  const count = Math.ceil(sizeBytes / LIMITS.SEGMENT_BYTES);
  return Array.from({ length: count }, (_, index) => index * LIMITS.SEGMENT_BYTES);
}

/** Goes on where a broken connection has ended. */
async function copySegment(
  server: SftpServer,
  { drop, file, start }: { drop: Drop; file: FileHandle; start: number },
  signal: AbortSignal,
): Promise<void> {
  const end = Math.min(start + LIMITS.SEGMENT_BYTES, drop.sizeBytes);
  let position = start;
  let written: Promise<void> | undefined;
  const take = async (chunk: Buffer): Promise<void> => {
    written = write(file, chunk, position);
    position += chunk.length;
    await written;
  };
  for (let tries = 1; position < end; tries += 1) {
    try {
      await server.read({ name: drop.name, start: position, end }, take, signal);
      if (position !== end) throw unfinished('it has become shorter while it was read');
    } catch (error) {
      if (!isUnreachable(error) || tries === LIMITS.SEGMENT_TRIES) throw error;
      await pause(LIMITS.SEGMENT_PAUSE_MS, undefined, { signal });
    } finally {
      // A read that was given up may have left one behind.
      await written;
    }
  }
}

async function checkUnchanged(server: SftpServer, drop: Drop, signal: AbortSignal): Promise<void> {
  const now = await server.find(drop.name, signal);
  if (!now) throw new ArchiveError('DropMissing', 'it went away while it was read');
  if (now.sizeBytes !== drop.sizeBytes || now.modifiedMs !== drop.modifiedMs)
    throw unfinished('it changed while it was read');
}

async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `whatsapp-archiver-${randomUUID()}`);
  try {
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return file;
  } catch (error) {
    throw noRoom(error);
  }
}

async function write(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  try {
    for (let done = 0; done < chunk.length;) {
      done += (await file.write(chunk, done, chunk.length - done, position + done)).bytesWritten;
    }
  } catch (error) {
    throw noRoom(error);
  }
}

function noRoom(cause: unknown): ArchiveError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new ArchiveError('Unexpected', `The temporary directory does not take a ZIP file (${code}).`, {
    cause,
    nextStep: 'Set TMPDIR of the worker to a directory with room for the largest ZIP file.',
  });
}

function isUnreachable(error: unknown): boolean {
  return error instanceof ArchiveError && error.code === 'SourceUnreachable';
}

function unfinished(what: string): ArchiveError {
  return new ArchiveError('DropUnfinished', what);
}
