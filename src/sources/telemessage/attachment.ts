import { Readable } from 'node:stream';
import { ArchiveError } from '../../domain/errors.js';
import { invalidAnswer } from './body.js';
import { callSite, siteError, type SiteCall } from './http.js';
import { LIMITS } from './limits.js';

const MAX_ID_CHARACTERS = 1024;

/** The path of an attachment. Throws AttachmentUnavailable where the ids would ask for something else. */
export function attachmentPath(itemId: string, attachmentId: string): string {
  const [item, attachment] = [segment(itemId), segment(attachmentId)];
  return `/rest/v1/archive/items/${item}/attachments/${attachment}`;
}

/** URLs drop `.` and `..` even when they are escaped, which would turn one call into another. */
function segment(id: string): string {
  if (id.length <= MAX_ID_CHARACTERS && !/^\.{1,2}$/.test(id)) {
    try {
      return encodeURIComponent(id);
    } catch {
      // A lone surrogate is no character, and so no part of a URL.
    }
  }
  throw new ArchiveError(
    'AttachmentUnavailable',
    'An attachment cannot be asked for by the ids of its record.',
  );
}

/**
 * The bytes of an attachment, exactly `sizeBytes` of them: the stream fails with AttachmentDamaged where fewer or
 * more come, and with SourceUnreachable where the network breaks off. Hashing is the caller's.
 */
export async function openAttachment(
  call: Omit<SiteCall, 'deadlineMs'>,
  sizeBytes: number,
): Promise<Readable> {
  return await callSite({ ...call, deadlineMs: deadlineOf(sizeBytes) }, async (response, ended) => {
    checkHead(response.headers, sizeBytes);
    const stream = Readable.from(exactly(sizeBytes, response, call.signal), { objectMode: false });
    // Also where nobody ever read from it.
    return stream.once('close', () => ended.abort());
  });
}

function deadlineOf(sizeBytes: number): number {
  const patientMs = LIMITS.ATTACHMENT_DEADLINE_MS + Math.ceil(sizeBytes / LIMITS.SLOWEST_BYTES_PER_MS);
  return Math.min(patientMs, LIMITS.MAX_ATTACHMENT_DEADLINE_MS);
}

function checkHead(headers: Headers, sizeBytes: number): void {
  if (!/^application\/octet-stream\s*(;|$)/i.test(headers.get('content-type') ?? '')) {
    throw invalidAnswer('is not of the type application/octet-stream');
  }
  const announced = headers.get('content-length');
  if (announced !== null && announced !== String(sizeBytes)) {
    throw damaged('announces another size than its record');
  }
}

/** Not to be confused with an answer that is no attachment at all: only this can cost the attachment in the end. */
function damaged(how: string): ArchiveError {
  return new ArchiveError('AttachmentDamaged', `An attachment ${how}.`);
}

async function* exactly(
  sizeBytes: number,
  { body }: Response,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  let receivedBytes = 0;
  try {
    for await (const chunk of body ?? []) {
      receivedBytes += chunk.length;
      if (receivedBytes > sizeBytes) throw damaged('holds more bytes than its record says');
      yield chunk;
    }
  } catch (error) {
    throw siteError(error, signal);
  }
  if (receivedBytes < sizeBytes) throw damaged('holds fewer bytes than its record says');
}
