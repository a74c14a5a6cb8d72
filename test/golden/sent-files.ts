/** A file that somebody sends, the same from either source. */
export interface SentFile {
  name: 'video' | 'voice' | 'audio' | 'document' | 'sticker' | 'contact-card';
  /** As the support matrix names it. */
  kind: string;
  fileName: string;
  contentType: string;
  bytes: Buffer;
}

/** Begins as its format does, and goes on the same every time for so many bytes. */
export function bytesOf(magic: string, size: number): Buffer {
  return Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.alloc(size, 'whatsapp-archiver ')]);
}

export const contactCard: SentFile = {
  name: 'contact-card',
  kind: 'contact card (a file)',
  fileName: 'Emil Engineer.vcf',
  contentType: 'text/vcard',
  bytes: Buffer.from(
    'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Emil Engineer\r\nTEL:+44 7700 900789\r\nEND:VCARD\r\n',
  ),
};

/** One of every kind, pictures aside. */
export const sentFiles: readonly SentFile[] = [
  {
    name: 'video',
    kind: 'video',
    fileName: 'VID-20260303-WA0002.mp4',
    contentType: 'video/mp4',
    bytes: bytesOf('\0\0\0\x18ftypmp42', 900),
  },
  {
    name: 'voice',
    kind: 'voice note',
    fileName: 'PTT-20260303-WA0003.opus',
    contentType: 'audio/ogg; codecs=opus',
    bytes: bytesOf('OggS\0\x02', 700),
  },
  {
    name: 'audio',
    kind: 'audio file',
    fileName: 'AUD-20260303-WA0004.m4a',
    contentType: 'audio/mp4',
    bytes: bytesOf('\0\0\0\x18ftypM4A ', 600),
  },
  {
    name: 'document',
    kind: 'document',
    fileName: 'Offer.pdf',
    contentType: 'application/pdf',
    bytes: bytesOf('%PDF-1.7\n', 800),
  },
  {
    name: 'sticker',
    kind: 'sticker',
    fileName: 'STK-20260303-WA0005.webp',
    contentType: 'image/webp',
    bytes: bytesOf('RIFF\xf8\x07\0\0WEBPVP8 ', 300),
  },
  contactCard,
];
