import type { Attachment } from '../../domain/item.js';
import { chatFile, filled, lostFile, png, startingWith, vcard, type ChatFile } from './files.js';
import { hasMailbox } from './people.js';
import type { Script } from './script.js';
import type { ChatThread } from './threads.js';

type Kind = NonNullable<Attachment['kind']>;

/** Over what one request to a mailbox carries, so that it goes up in slices. */
const LARGE_FILE_BYTES = 4_500_000;
/** Over what expected.ts takes to go whole into a mailbox. */
const TOO_LARGE_FILE_BYTES = 10_485_761;

/** File names written by strangers. */
const HOSTILE_NAMES: readonly string[] = [
  '../../../etc/passwd',
  'C:\\Windows\\System32\\calc.exe',
  'offer.pdf\r\nContent-Type: text/html',
  'a"; filename="b.exe',
  'invoice\u202Efdp.exe',
  '<img src=x onerror=alert(1)>.png',
  'CON',
  '.',
  '',
  'no extension',
  'null\u0000byte.png',
  '契約書 — нова версія 📄.pdf',
  `${'long'.repeat(100)}.pdf`,
];

/** Attachments of every kind, of hostile names, too large and lost. */
export function writeSharedFiles(script: Script): void {
  const { random, threads } = script;
  const share = (files: ChatFile[], text?: string, thread: ChatThread = random.pick(threads.direct)) => {
    const content = text === undefined ? {} : { text };
    script.add({ recordType: 'message', thread, sender: random.pick(thread.members), files, content });
  };
  // To everybody, so that there are copies which can only be imported in part.
  share([tooLarge(script), picture(script, 'small one beside.png')], 'The film', threads.everybody);
  share([lost(script), picture(script, 'still there.png')], 'One of them is gone', threads.everybody);
  share([large(script), picture(script, 'still.png')], 'A short one', withMailbox(threads.direct));
  for (const file of everyKind(script)) share([file]);
  for (const fileName of HOSTILE_NAMES) share([picture(script, fileName)], 'See attached');
  const twins = [picture(script, 'same name.png'), picture(script, 'same name.png')];
  share([...twins, ...everyKind(script)], 'All at once');
  share([chatFile({ fileName: 'empty.txt', contentType: 'text/plain' }, () => Buffer.alloc(0))], 'Nothing');
  share([withoutDigest(picture(script, 'odd type.png', 'not a type; charset="\r\n'))]);
}

/** Small ones, so that all of them together still go into one mail. */
function everyKind({ prefix, random }: Script): ChatFile[] {
  const like = (magic: string, sizeBytes: number) =>
    startingWith(magic, `${prefix}/${random.hex(8)}`, sizeBytes);
  const caption = 'Caption with <b>tags</b> 🏞️\r\nand lines';
  return [
    chatFile({ fileName: 'IMG-0001.png', contentType: 'image/png', kind: 'image', caption }, png(random)),
    ofKind('video', 'VID-0001.mp4', 'video/mp4', like('\0\0\0\x18ftypmp42', 9000)),
    ofKind('audio', 'AUD-0001.m4a', 'audio/mp4', like('\0\0\0\x18ftypM4A ', 4000)),
    ofKind('voice', 'PTT-0001.opus', 'audio/ogg; codecs=opus', like('OggS\0\x02', 3000)),
    ofKind('document', 'Offer.pdf', 'application/pdf', like('%PDF-1.7\n', 6000)),
    ofKind('sticker', 'STK-0001.webp', 'image/webp', like('RIFF\xf8\x07\0\0WEBPVP8 ', 2048)),
    ofKind('contact-card', 'Ana Núñez.vcf', 'text/vcard', vcard('Ana Núñez', '447700900000')),
  ];
}

function ofKind(kind: Kind, fileName: string, contentType: string, bytes: () => Buffer): ChatFile {
  return chatFile({ fileName, contentType, kind }, bytes);
}

function picture(script: Script, fileName: string, contentType = 'image/png'): ChatFile {
  return ofKind('image', fileName, contentType, png(script.random));
}

/** The contract lets a source leave the digest out. */
function withoutDigest(file: ChatFile): ChatFile {
  const attachment = { ...file.attachment };
  delete attachment.sha256;
  return { ...file, attachment };
}

/** So that something of it is to be seen. */
function withMailbox(threads: readonly ChatThread[]): ChatThread {
  const found = threads.find(({ members }) => members.some(hasMailbox));
  if (found === undefined) throw new RangeError('Nobody in these threads has a mailbox.');
  return found;
}

function large({ prefix }: Script): ChatFile {
  return ofKind('video', 'Site visit.mov', 'video/quicktime', filled(`${prefix}/large`, LARGE_FILE_BYTES));
}

function tooLarge({ prefix }: Script): ChatFile {
  const bytes = filled(`${prefix}/too large`, TOO_LARGE_FILE_BYTES);
  return ofKind('video', 'All of the site.mov', 'video/quicktime', bytes);
}

function lost({ prefix }: Script): ChatFile {
  const about = { fileName: 'Gone.pdf', contentType: 'application/pdf', kind: 'document' } as const;
  return lostFile(about, startingWith('%PDF-1.4\n', `${prefix}/lost`, 5000));
}
