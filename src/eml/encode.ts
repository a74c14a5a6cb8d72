import { cleanLine } from '../domain/mail/clean-text.js';

export const CRLF = '\r\n';

/** Bytes per encoded-word: behind `X-WhatsApp-Archiver-Thread: ` it just keeps to the 76 characters a line of RFC 2047 has. */
const WORD_BYTES = 27;

/** Of that many bytes, as base64 between its marks. */
const LONGEST_WORD = '=?utf-8?B??='.length + (WORD_BYTES / 3) * 4;

/** RFC 5322 section 2.1.1: what a line of a header should keep to. */
const FOLDED_AT = 76;

/** A multiple of the 57 bytes that make a line of 76 base64 characters; bounds the strings made from one chunk. */
const SLICE_BYTES = 57 * 1024;

/**
 * The inside of an RFC 2047 base64 encoded-word; where one is not enough, it closes and opens the next on a folded line.
 * For subjects mimetext writes the outermost `=?utf-8?B?` and `?=` itself.
 */
export function encodedWords(text: string): string {
  const words = splitBytes(Array.from(text), WORD_BYTES).map((word) => Buffer.from(word).toString('base64'));
  return words.join(`?=${CRLF} =?utf-8?B?`);
}

/** Value of an unstructured header: plain where it is short ASCII that no reader could take for an encoded-word. */
export function unstructured(value: string): string {
  const line = cleanLine(value);
  return /^[\x20-\x7e]{0,60}$/.test(line) && !line.includes('=?')
    ? line
    : `=?utf-8?B?${encodedWords(line)}?=`;
}

/**
 * The same behind a name of any length. An opaque token stays as it is and on its line, for those who compare it, as long
 * as a line of mail may be.
 */
export function foldedValue(name: string, value: string): string {
  const line = cleanLine(value);
  const isPlain = /^[\x20-\x7e]*$/.test(line) && !line.includes('=?') && !/\S{900}/.test(line);
  if (isPlain) return fold(line, `${name}: `.length);
  const isRoom = `${name}: `.length + LONGEST_WORD <= FOLDED_AT;
  return `${isRoom ? '' : `${CRLF} `}=?utf-8?B?${encodedWords(line)}?=`;
}

/** Breaks before a word where the line would be longer than it should be; a reader takes the breaks out again. */
function fold(line: string, start: number): string {
  let used = start;
  return line.replace(/ \S+|\S+/g, (word, at: number) => {
    used += word.length;
    if (at === 0 || used <= FOLDED_AT) return word;
    used = word.length;
    return `${CRLF}${word}`;
  });
}

/** A name before an address: a quoted-string where nothing in it can be mistaken, else encoded-words (RFC 5322 3.2.5). */
export function phrase(name: string): string {
  const line = cleanLine(name);
  return /^[\w .,'()+-]{1,60}$/.test(line) ? `"${line}"` : `=?utf-8?B?${encodedWords(line)}?=`;
}

/** A MIME parameter with its leading semicolon, folded: quoted where it is short ASCII, else after RFC 2231. */
export function parameter(name: string, value: string): string {
  const line = cleanLine(value);
  if (/^[\x20-\x7e]{1,60}$/.test(line) && !/["\\]/.test(line)) return `;${CRLF} ${name}="${line}"`;
  const [only = '', ...more] = splitBytes(Array.from(line, percentEncode), 50);
  if (more.length === 0) return `;${CRLF} ${name}*=utf-8''${only}`;
  return [`utf-8''${only}`, ...more]
    .map((segment, index) => `;${CRLF} ${name}*${index}*=${segment}`)
    .join('');
}

/** Everything but RFC 2231's attribute-char, of which these are the ones nobody argues about. */
function percentEncode(codePoint: string): string {
  if (/^[A-Za-z0-9._-]$/.test(codePoint)) return codePoint;
  return [...Buffer.from(codePoint)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** Joins units into strings of at most `max` bytes each, never cutting a unit. */
function splitBytes(units: readonly string[], max: number): string[] {
  const parts = [''];
  let used = 0;
  for (const unit of units) {
    const size = Buffer.byteLength(unit);
    if (used + size > max) {
      parts.push('');
      used = 0;
    }
    parts[parts.length - 1] += unit;
    used += size;
  }
  return parts;
}

/** Base64 in lines of 76 characters, each ended by CRLF (RFC 2045 section 6.8). */
export function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{1,76}/g, `$&${CRLF}`);
}

/** The same of a stream, in bounded memory however large the stream or its chunks. */
export async function* base64Stream(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = Buffer.concat([rest, chunk]);
    const wholeLines = bytes.length - (bytes.length % 57);
    for (let start = 0; start < wholeLines; start += SLICE_BYTES) {
      yield Buffer.from(base64Lines(bytes.subarray(start, Math.min(start + SLICE_BYTES, wholeLines))));
    }
    rest = bytes.subarray(wholeLines);
  }
  if (rest.length > 0) yield Buffer.from(base64Lines(rest));
}
