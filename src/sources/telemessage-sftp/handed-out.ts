import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ArchiveError } from '../../domain/errors.js';
import { LIMITS } from './limits.js';

/** Ends a stream that nobody reads to its end: it would keep what it holds for ever. */
export function limited(stream: Readable, signal: AbortSignal): Readable {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(LIMITS.ATTACHMENT_DEADLINE_MS)]);
  const end = (): void => {
    stream.destroy(new ArchiveError('SourceUnreachable', 'What was opened was not read in time.'));
  };
  ended.addEventListener('abort', end, { once: true });
  // Whoever opened it may never have listened: an error that nobody hears would end the process.
  stream.on('error', () => undefined);
  return stream.once('close', () => ended.removeEventListener('abort', end));
}

/** Fails with AttachmentDamaged before its end where the bytes have another SHA-256. */
export function verified(stream: Readable, sha256: string): Readable {
  return Readable.from(hashed(stream, sha256), { objectMode: false }).once('close', () => stream.destroy());
}

async function* hashed(stream: Readable, sha256: string): AsyncIterable<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of stream) {
    hash.update(chunk as Buffer);
    yield chunk as Buffer;
  }
  if (hash.digest('hex') !== sha256)
    throw new ArchiveError('AttachmentDamaged', 'An EML has other bytes than when it was listed.');
}
