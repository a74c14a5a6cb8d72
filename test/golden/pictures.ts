import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 160;
const HEIGHT = 100;
/** Sky, grass, roof, wall. */
const COLOURS = Buffer.from('9fc9e86fa85ca8483af3ead3', 'hex');

/** A little house (PNG of four colours), the same bytes with every zlib: stored, not compressed. */
export function housePng(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([2, 3], 8);
  const rows = Array.from({ length: HEIGHT }, (_, y) => row(y));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', COLOURS),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Four pixels a byte, behind the byte that says "no filter". */
function row(y: number): Buffer {
  const bytes = Buffer.alloc(1 + WIDTH / 4);
  for (let x = 0; x < WIDTH; x++) {
    const at = 1 + (x >> 2);
    bytes[at] = (bytes[at] ?? 0) | (colourAt(x, y) << (6 - 2 * (x & 3)));
  }
  return bytes;
}

function colourAt(x: number, y: number): number {
  const fromMiddle = Math.abs(x - WIDTH / 2);
  if (y > 24 && y <= 50 && fromMiddle < y - 20) return 2;
  if (y > 50 && y < 82 && fromMiddle < 24) return fromMiddle < 6 && y > 62 ? 2 : 3;
  return y > 74 ? 1 : 0;
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length, 0);
  ends.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([ends.subarray(0, 4), typed, ends.subarray(4)]);
}
