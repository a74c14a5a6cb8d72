import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dropName, writeDropZip } from '../src/sandbox/sftp/drop-zip.js';
import { startSshd, type Sshd } from '../src/sandbox/sftp/sshd.js';
import type { Source } from '../src/sources/source.js';
import { openTeleMessageSftp } from '../src/sources/telemessage-sftp/telemessage-sftp-source.js';

// Reads a drop of a given size from a real sshd, as a run does: all pages, then every original and attachment.
// node --import tsx bench/sftp-drop.ts [MiB of the drop] [MiB of each attachment]

const MIB = 1_048_576;
const ZIPPED_AT = new Date('2026-11-20T12:00:00Z');
const WINDOW = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };
const SAMPLE_MS = 50;

async function main(dropMib: number, attachmentMib: number): Promise<void> {
  const sshd = await startSshd();
  const file = join(sshd.localDirectory, dropName(1, ZIPPED_AT));
  try {
    await writeDropZip(
      file,
      emls(Math.max(1, Math.round(dropMib / (attachmentMib * 1.37))), attachmentMib),
      ZIPPED_AT,
    );
    globalThis.gc?.();
    const { size } = await stat(file);
    const startMib = process.memoryUsage.rss() / MIB;
    const peak = samplePeak();
    const startedAt = performance.now();
    const { records, bytes } = await readAll(sourceOf(sshd));
    const seconds = (performance.now() - startedAt) / 1_000;
    const report = {
      zipMib: Math.round(size / MIB),
      records,
      handedOutMib: Math.round(bytes / MIB),
      seconds: Math.round(seconds * 10) / 10,
      zipMibPerSecond: Math.round((size / MIB / seconds) * 10) / 10,
      rssMib: { start: Math.round(startMib), peak: Math.round(peak() / MIB) },
    };
    process.stdout.write(`${JSON.stringify(report)}\n`);
  } finally {
    await rm(file, { force: true });
    await sshd.close();
  }
}

function* emls(count: number, attachmentMib: number): Iterable<Buffer> {
  const noise = randomBytes(attachmentMib * MIB)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');
  for (let index = 0; index < count; index += 1) yield Buffer.from(emlOf(index, noise));
}

function emlOf(index: number, attachment: string): string {
  return [
    `X-TELEMESSAGE-ArchiveMessageID: bench-${index}`,
    'Date: Fri, 20 Nov 2026 09:00:00 +0000',
    'From: "#1 Anna 447700900101" <anna@contoso.example>',
    'To: "#2 Ben 447700900102" <ben@contoso.example>',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    `Message ${index}`,
    '--b',
    'Content-Type: application/octet-stream',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename=noise.bin',
    '',
    attachment,
    '--b--',
    '',
  ].join('\r\n');
}

function sourceOf({ host, port, username, hostKey, directory, privateKey }: Sshd): Source {
  const settings = {
    type: 'telemessage-sftp',
    product: 'whatsapp-phone-archiver',
    host,
    port,
    username,
    hostKey,
    directory,
    privateKeySecret: 'key',
  } as const;
  const read = async () => await Promise.resolve({ value: { reveal: () => privateKey }, version: '1' });
  const nothing = {
    refusedVersion: async () => await Promise.resolve(null),
    refuse: async () => await Promise.resolve(),
  };
  return openTeleMessageSftp(settings, { read }, nothing);
}

async function readAll(source: Source): Promise<{ records: number; bytes: number }> {
  let [records, bytes] = [0, 0];
  let cursor: string | null = null;
  do {
    const page = source.parsePage(
      await source.fetchPage({ window: WINDOW, cursor }, new AbortController().signal),
    );
    for (const record of page.records) bytes += await readItem(source, record);
    records += page.records.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { records, bytes };
}

async function readItem(source: Source, record: unknown): Promise<number> {
  const item = source.parseItem(record);
  const signal = new AbortController().signal;
  let bytes = 0;
  for await (const chunk of (await source.openOriginal?.(record, signal)) ?? [])
    bytes += (chunk as Buffer).length;
  for (const attachment of item.attachments)
    for await (const chunk of await source.openAttachment(item, attachment, signal))
      bytes += (chunk as Buffer).length;
  return bytes;
}

/** The highest resident set seen until it is asked for. */
function samplePeak(): () => number {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return Math.max(peak, process.memoryUsage.rss());
  };
}

await main(Number(process.argv[2] ?? 2_048), Number(process.argv[3] ?? 1));
