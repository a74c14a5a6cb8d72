import type { Random } from '../world/random.js';

/** RFC 5322 asks for lines of at most 78 characters, RFC 2047 for encoded-words of at most 75. */
const LINE_CHARACTERS = 76;
const WORD_BYTES = 40;
const PARAMETER_CHARACTERS = 50;

/** One header of one logical line, folded where it is long. The value is ASCII without line breaks. */
export function header(name: string, value: string): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of value.split(' ')) {
    const longer = `${line} ${word}`;
    // A line of white space only would end the headers.
    if (longer.length > LINE_CHARACTERS && line.trim() !== '' && word !== '' && line !== `${name}:`) {
      lines.push(line);
      line = ` ${word}`;
    } else line = longer;
  }
  return [...lines, line].join('\r\n');
}

/** Text for a header that takes any text: as it is where it can be, else encoded-words (RFC 2047). */
export function unstructured(text: string, random: Random): string {
  return isPlain(text) ? text : encodedWords(text, random);
}

/** A display name: a quoted string where it is ASCII, else encoded-words. */
export function phrase(text: string, random: Random): string {
  return isPlain(text) ? quoted(text) : encodedWords(text, random);
}

/** `; name="value"`, and for what a quoted string cannot hold one of the ways in which mailers do it. */
export function parameter(name: string, value: string, random: Random): string {
  if (isPlain(value) && value.length <= PARAMETER_CHARACTERS) return `; ${name}=${quoted(value)}`;
  const isShort = Buffer.byteLength(value) <= WORD_BYTES;
  // Not in any standard, but what many mailers write.
  if (isShort && random.below(3) === 0) return `; ${name}="${encodedWords(value, random)}"`;
  const chunks = percentChunks(value);
  const [only = ''] = chunks;
  if (chunks.length < 2) return `; ${name}*=UTF-8''${only}`;
  return chunks.map((chunk, place) => `; ${name}*${place}*=${place === 0 ? "UTF-8''" : ''}${chunk}`).join('');
}

/** RFC 2231: every octet that is no letter or digit, in pieces that fit a line. */
function percentChunks(value: string): string[] {
  const octets = [...Buffer.from(value)].map((octet) =>
    isLetterOrDigit(octet)
      ? String.fromCharCode(octet)
      : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return inPieces(octets, PARAMETER_CHARACTERS);
}

function encodedWords(text: string, random: Random): string {
  const charset = isLatin1(text) && random.below(2) === 0 ? 'ISO-8859-1' : 'UTF-8';
  const isBase64 = charset === 'UTF-8' && random.below(2) === 0;
  const encode = (piece: string): string => {
    const bytes = Buffer.from(piece, charset === 'UTF-8' ? 'utf8' : 'latin1');
    return isBase64 ? `B?${bytes.toString('base64')}` : `Q?${encodeQ(bytes)}`;
  };
  // Q makes three characters of one octet.
  const pieces = inPieces(Array.from(text), isBase64 ? WORD_BYTES : WORD_BYTES / 2);
  return pieces.map((piece) => `=?${charset}?${encode(piece)}?=`).join(' ');
}

/** Letters and digits stay, in the strictest form of RFC 2047: it may stand in a phrase too. */
function encodeQ(bytes: Buffer): string {
  return [...bytes]
    .map((octet) => {
      if (isLetterOrDigit(octet)) return String.fromCharCode(octet);
      return octet === 0x20 ? '_' : `=${octet.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Joins them to pieces of at most so many bytes; none is cut, so that every character stays whole. */
function inPieces(parts: readonly string[], maxBytes: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const part of parts) {
    if (piece !== '' && Buffer.byteLength(piece) + Buffer.byteLength(part) > maxBytes) {
      pieces.push(piece);
      piece = '';
    }
    piece += part;
  }
  return [...pieces, piece];
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

/** Printable ASCII, nothing in it that reads as encoded, and no white space that folding or reading would drop. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7E]+$/.test(text) && !/=\?|^ | $| {2}/.test(text);
}

/** Without the control characters, which readers take for those of Windows-1252. */
export function isLatin1(text: string): boolean {
  return /^[\t\r\n\x20-\x7E\u00A0-\u00FF]*$/.test(text);
}

function isLetterOrDigit(octet: number): boolean {
  return /[A-Za-z0-9]/.test(String.fromCharCode(octet));
}
