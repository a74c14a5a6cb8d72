import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Attachment } from '../../domain/item.js';
import { Random } from './random.js';

/** An attachment with a way to its bytes; without one the site answers 404 for it. */
export interface ChatFile {
  attachment: Omit<Attachment, 'attachmentId'>;
  bytes?: () => Buffer;
}

type About = Omit<Attachment, 'attachmentId' | 'sizeBytes' | 'sha256'>;

/** `bytes` is called again for every download, so it must give the same each time. */
export function chatFile(about: About, bytes: () => Buffer): ChatFile {
  const content = bytes();
  return { attachment: { ...about, sizeBytes: content.length, sha256: sha256(content) }, bytes };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The source names size and digest, but has lost the bytes. */
export function lostFile(about: About, bytes: () => Buffer): ChatFile {
  return { attachment: chatFile(about, bytes).attachment };
}

/** A real image of one colour (PNG, W3C REC-png-3), a few pixels wide. */
export function png(random: Random): () => Buffer {
  const width = 1 + random.below(16);
  const colour = random.bytes(3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  header.set([8, 2], 8);
  const row = Buffer.concat([Buffer.alloc(1), ...Array.from({ length: width }, () => colour)]);
  // Stored, not compressed: what zlib compresses to differs between its versions.
  const pixels = deflateSync(Buffer.concat(Array.from({ length: width }, () => row)), { level: 0 });
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const bytes = [signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))];
  return () => Buffer.concat(bytes);
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}

/** Bytes that begin as the format does and go on at random: enough to be recognised, not to be played. */
export function startingWith(magic: string, seed: string, sizeBytes: number): () => Buffer {
  const start = Buffer.from(magic, 'latin1');
  return () => Buffer.concat([start, new Random(seed).bytes(sizeBytes - start.length)]);
}

/** For large ones: a few random kilobytes over and over, which costs no time. */
export function filled(seed: string, sizeBytes: number): () => Buffer {
  const pattern = new Random(seed).bytes(4093);
  return () => Buffer.alloc(sizeBytes, pattern);
}

export function vcard(name: string, digits: string): () => Buffer {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${name}`,
    `TEL;TYPE=CELL;waid=${digits}:+${digits}`,
    'END:VCARD',
    '',
  ];
  return () => Buffer.from(lines.join('\r\n'));
}
