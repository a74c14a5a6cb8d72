import type { Random } from '../world/random.js';
import { header, isLatin1, parameter } from './mime-header.js';

const BASE64_CHARACTERS = 76;
const QUOTED_PRINTABLE_CHARACTERS = 73;
/** RFC 5322, 2.1.1. */
const MAX_LINE_CHARACTERS = 998;

/** A part of a mail with everything below it; a character of `body` is a byte. */
export interface Part {
  headers: string[];
  body: string;
}

/** A text in a charset and transfer encoding that can hold it, by chance. */
export function textPart(text: string, subtype: 'plain' | 'html', random: Random): Part {
  const [charset, encoding] = random.pick(waysToWrite(text));
  const bytes = Buffer.from(text, charset === 'UTF-8' ? 'utf8' : 'latin1');
  return {
    headers: [
      header('Content-Type', `text/${subtype}; charset=${charset}`),
      header('Content-Transfer-Encoding', encoding),
    ],
    body: ENCODERS[encoding](bytes),
  };
}

type Encoding = keyof typeof ENCODERS;

const ENCODERS = {
  '7bit': (bytes: Buffer) => bytes.toString('latin1'),
  '8bit': (bytes: Buffer) => bytes.toString('latin1'),
  base64: base64,
  'quoted-printable': quotedPrintable,
};

function waysToWrite(text: string): [charset: string, encoding: Encoding][] {
  const always: [string, Encoding][] = [
    ['UTF-8', 'base64'],
    ['UTF-8', 'quoted-printable'],
  ];
  if (!isLatin1(text)) return always;
  const latin1: [string, Encoding][] = [['ISO-8859-1', 'quoted-printable']];
  if (!hasOrdinaryLines(text)) return [...always, ...latin1];
  const isAscii = /^[\t\r\n\x20-\x7E]*$/.test(text);
  return [...always, ...latin1, isAscii ? ['US-ASCII', '7bit'] : ['ISO-8859-1', '8bit']];
}

/** Whether the text can go as it is: lines end in CRLF, and none is too long or begins like the end of a part. */
function hasOrdinaryLines(text: string): boolean {
  return text
    .split('\r\n')
    .every((line) => line.length <= MAX_LINE_CHARACTERS && !/[\r\n]|^--|[ \t]$/.test(line));
}

export interface FilePart {
  /** As the stranger named it; empty: none is said. */
  fileName: string;
  contentType: string;
  /** Undefined where the archive has lost them: their size is still said. */
  bytes: Buffer | undefined;
  sizeBytes: number;
  /** Set where the text shows it. */
  contentId?: string;
}

export function filePart(file: FilePart, random: Random): Part {
  const { fileName, contentType, bytes, sizeBytes, contentId } = file;
  const isType = /^[a-z]+\/[a-z0-9.+-]+(; [a-z]+=[a-z0-9]+)*$/i.test(contentType);
  const name = fileName === '' ? '' : parameter('filename', fileName, random);
  const disposition = `${contentId === undefined ? 'attachment' : 'inline'}${name}; size=${sizeBytes}`;
  return {
    headers: [
      header('Content-Type', isType ? contentType : 'application/octet-stream'),
      header('Content-Transfer-Encoding', 'base64'),
      header('Content-Disposition', disposition),
      ...(contentId === undefined ? [] : [header('Content-ID', `<${contentId}>`)]),
    ],
    body: base64(bytes ?? Buffer.alloc(0)),
  };
}

/** Several parts as one; a single one stays as it is. */
export function multipart(subtype: 'mixed' | 'related' | 'alternative', parts: Part[], random: Random): Part {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const boundary = `----=_Part_${random.below(1000)}_${random.hex(12)}`;
  const bodies = parts.map((part) => `--${boundary}\r\n${partText(part)}\r\n`);
  return {
    headers: [header('Content-Type', `multipart/${subtype}; boundary="${boundary}"`)],
    body: `${bodies.join('')}--${boundary}--\r\n`,
  };
}

/** Headers, an empty line and the body, a character for every byte. */
export function partText({ headers, body }: Part): string {
  return `${headers.join('\r\n')}\r\n\r\n${body}`;
}

function base64(bytes: Buffer): string {
  return (
    bytes
      .toString('base64')
      .match(new RegExp(`.{1,${BASE64_CHARACTERS}}`, 'g'))
      ?.join('\r\n') ?? ''
  );
}

/** RFC 2045, 6.7. A CR or LF that does not end a line is written out, so that the text comes back as it was. */
function quotedPrintable(bytes: Buffer): string {
  return bytes.toString('latin1').split('\r\n').map(quotedPrintableLine).join('\r\n');
}

function quotedPrintableLine(line: string): string {
  const signs = Array.from(line, (sign, place) => {
    const isLast = place === line.length - 1;
    const stays = /[\x21-\x3C\x3E-\x7E]/.test(sign) || (/[ \t]/.test(sign) && !isLast);
    return stays ? sign : `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
  const lines = [''];
  for (const sign of signs) {
    const last = lines.at(-1) ?? '';
    if (last.length + sign.length <= QUOTED_PRINTABLE_CHARACTERS) lines[lines.length - 1] = last + sign;
    else lines.push(sign);
  }
  return lines.join('=\r\n');
}
