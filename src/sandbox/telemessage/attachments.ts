import { Refusal } from './refusal.js';

/** Answers the bytes or the asked range of them. Throws Refusal: AttachmentNotFound, RangeNotSatisfiable. */
export function attachmentResponse(bytes: Buffer | undefined, range: string | undefined): Response {
  if (bytes === undefined)
    throw new Refusal(404, 'AttachmentNotFound', 'The attachment is not there any more.');
  const asked = parseRange(range, bytes.length);
  const part = asked === undefined ? bytes : bytes.subarray(asked.first, asked.last + 1);
  const headers = new Headers({
    'content-type': 'application/octet-stream',
    'content-length': String(part.length),
    'accept-ranges': 'bytes',
  });
  if (asked !== undefined) headers.set('content-range', `bytes ${asked.first}-${asked.last}/${bytes.length}`);
  return new Response(new Uint8Array(part), { status: asked === undefined ? 200 : 206, headers });
}

/** RFC 9110, 14.2: a Range header of another unit, of several ranges or of no sense is ignored. */
function parseRange(header: string | undefined, size: number): { first: number; last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const isSuffix = from === '';
  const first = isSuffix ? Math.max(0, size - Number(to)) : Number(from);
  const last = isSuffix || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (!isSuffix && to !== '' && Number(from) > Number(to)) return undefined;
  if (first >= size) {
    const headers = { 'content-range': `bytes */${size}` };
    throw new Refusal(416, 'RangeNotSatisfiable', 'The attachment is shorter.', headers);
  }
  return { first, last };
}
