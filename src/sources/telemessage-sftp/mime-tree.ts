import PostalMime, { type Email } from 'postal-mime';
import { ArchiveError } from '../../domain/errors.js';
import { LIMITS } from './limits.js';

/**
 * A part of an EML as postal-mime has it inside. Its public result joins all texts into one and drops the size that a part
 * declares, and both are needed apart: encrypted texts are encrypted one by one. The version is pinned, and tests hold
 * on to what is used here.
 */
export interface MimeNode {
  childNodes: MimeNode[];
  contentType: { parsed: { value: string; params: Record<string, string> }; multipart: string | false };
  contentDisposition: { parsed: { value: string; params: Record<string, string> } };
  contentId?: string;
  /** Decoded from its transfer encoding. */
  content: ArrayBuffer | null;
  /** In its charset; an unknown one counts as windows-1252. */
  getTextContent(): string;
}

const LINE_FEED = 0x0a;
const DASH = 0x2d;

/**
 * Reads an EML into its header and its tree of parts. A message within the message stays one part. Rejects with
 * MalformedItem where it has more lines, parts, levels or header than we read; nothing of it is kept then.
 */
export async function parseMime(bytes: Uint8Array<ArrayBuffer>): Promise<{ email: Email; root: MimeNode }> {
  checkShape(bytes);
  const parser = new PostalMime({
    maxNestingDepth: LIMITS.MAX_EML_NESTING,
    maxHeadersSize: LIMITS.MAX_EML_HEADER_BYTES,
    forceRfc822Attachments: true,
  });
  try {
    const email = await parser.parse(bytes.buffer);
    return { email, root: (parser as unknown as { root: MimeNode }).root };
  } catch {
    // The parser's own words may repeat what stands in the message.
    throw tooMuch('more levels or a longer header');
  }
}

/** The parser's memory goes by the number of lines and parts: a small file of nothing but those would be its end. */
function checkShape(bytes: Uint8Array): void {
  let lines = 0;
  let parts = 0;
  for (let start = 0; start < bytes.length;) {
    if (bytes[start] === DASH && bytes[start + 1] === DASH) parts += 1;
    lines += 1;
    if (lines > LIMITS.MAX_EML_LINES) throw tooMuch('more lines');
    if (parts > LIMITS.MAX_EML_PARTS) throw tooMuch('more parts');
    const end = bytes.indexOf(LINE_FEED, start);
    start = end < 0 ? bytes.length : end + 1;
  }
}

function tooMuch(what: string): ArchiveError {
  return new ArchiveError('MalformedItem', `The EML has ${what} than we read.`);
}
