import { ArchiveError } from '../../domain/errors.js';
import { invalidAnswer } from './body.js';

/** Throws where the answer is no attachment, or one of another size than its record says. */
export function checkWhole(headers: Headers, sizeBytes: number): void {
  checkKind(headers);
  checkLength(headers, sizeBytes);
}

/**
 * Throws where the answer is not exactly the rest that was asked for (RFC 9110, 14.4 and 15.3.7): with another part the
 * bytes would be put together wrongly, and not every record has a hash to show it.
 */
export function checkPart(
  { status, headers }: Response,
  { from, sizeBytes, tag }: { from: number; sizeBytes: number; tag: string | null },
): void {
  if (status !== 206) {
    // Those handed on already cannot be taken back; the whole is tried again later.
    throw new ArchiveError('SourceUnreachable', 'An attachment broke off, and its rest alone cannot be had.');
  }
  checkKind(headers);
  const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  if (size !== undefined && size !== `${sizeBytes}`) throw damaged('announces another size than its record');
  if (first !== `${from}` || last !== `${sizeBytes - 1}` || size === undefined)
    throw invalidAnswer('is another part than the one asked for');
  checkLength(headers, sizeBytes - from);
  const own = strongTag(headers);
  if (own !== null && tag !== null && own !== tag) throw damaged('was changed while it was read');
}

/** The validator that `If-Range` may carry: a weak one does not promise the same bytes (RFC 9110, 13.1.5). */
export function strongTag(headers: Headers): string | null {
  const tag = headers.get('etag');
  return tag?.startsWith('"') ? tag : null;
}

/** Not to be confused with an answer that is no attachment at all: only this can cost the attachment in the end. */
export function damaged(how: string): ArchiveError {
  return new ArchiveError('AttachmentDamaged', `An attachment ${how}.`);
}

function checkKind(headers: Headers): void {
  if (!/^application\/octet-stream\s*(;|$)/i.test(headers.get('content-type') ?? '')) {
    throw invalidAnswer('is not of the type application/octet-stream');
  }
  // Sizes and parts would be those of the packed bytes.
  if (!/^(identity)?$/i.test(headers.get('content-encoding') ?? '')) throw invalidAnswer('is compressed');
}

function checkLength(headers: Headers, sizeBytes: number): void {
  const announced = headers.get('content-length');
  if (announced !== null && announced !== String(sizeBytes)) {
    throw damaged('announces another size than its record');
  }
}
