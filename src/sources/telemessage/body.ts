import { ArchiveError } from '../../domain/errors.js';

/** The body of an answer that must be JSON, as delivered. Rejects with SourceAnswerInvalid where it is not said to be, or too much. */
export async function jsonBytes(response: Response, maxBytes: number): Promise<Buffer> {
  // With a good status, HTML is a login page or a proxy's; it is not an empty answer.
  if (!/^application\/json\s*(;|$)/i.test(response.headers.get('content-type') ?? '')) {
    throw invalidAnswer('is not of the type application/json');
  }
  return await readBytes(response, maxBytes);
}

/** Rejects with SourceAnswerInvalid as soon as more than `maxBytes` have come, whatever was announced. */
export async function readBytes(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw invalidAnswer(`is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Throws SourceAnswerInvalid where the bytes are not strictly UTF-8, or no JSON. A charset in the answer's head says
 * nothing (RFC 8259, 8.1 and 11), and a byte order mark is passed over.
 */
export function decodeJson(bytes: Buffer): { text: string; value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch {
    // JSON.parse's message repeats the text.
    throw invalidAnswer('is cut off or no JSON in UTF-8');
  }
}

/** `words` say what is wrong, and nothing of what was answered. */
export function invalidAnswer(words: string): ArchiveError {
  return new ArchiveError('SourceAnswerInvalid', `The TeleMessage site's answer ${words}.`);
}
