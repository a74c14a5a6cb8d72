import assert from 'node:assert/strict';
import type { Source } from '../../src/sources/source.js';
import { openTeleMessageSftp } from '../../src/sources/telemessage-sftp/telemessage-sftp-source.js';
import { withFarSide } from '../far-side.js';
import type { Drop } from '../far-sides/drop.js';
import { MB, Meter, say, type Figure } from '../measure.js';

const WINDOW = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };

/** A drop of so many MB read from a real sshd as a run does: all pages, then every original and attachment. */
export async function bench(sizeMb = 256): Promise<Figure[]> {
  say(`sftp-drop: reads a ZIP of ${sizeMb} MB, mail by mail, from an OpenSSH server`);
  return await withFarSide('drop', sizeMb * MB, async (told) => {
    const { zipBytes, items, attachmentBytes } = told;
    const source = sourceOf(told);
    const meter = new Meter();
    const read = await meter.run(() => readAll(source));
    assert.deepEqual(read, { items, attachmentBytes });
    return meter.figures('drop', { items, bytes: zipBytes });
  });
}

function sourceOf({ sshd: { host, port, username, hostKey, directory, privateKey } }: Drop): Source {
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
  const refusals = { refusedVersion: async () => await Promise.resolve(null), refuse: async () => undefined };
  return openTeleMessageSftp(settings, { read }, refusals);
}

async function readAll(source: Source): Promise<Pick<Drop, 'items' | 'attachmentBytes'>> {
  const { signal } = new AbortController();
  let [items, attachmentBytes] = [0, 0];
  let cursor: string | null = null;
  do {
    const page = source.parsePage(await source.fetchPage({ window: WINDOW, cursor }, signal));
    for (const record of page.records) attachmentBytes += await readItem(source, record, signal);
    items += page.records.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { items, attachmentBytes };
}

/** The bytes of its attachments. */
async function readItem(source: Source, record: unknown, signal: AbortSignal): Promise<number> {
  await lengthOf((await source.openOriginal?.(record, signal)) ?? []);
  const item = source.parseItem(record);
  let bytes = 0;
  for (const attachment of item.attachments)
    bytes += await lengthOf(await source.openAttachment(item, attachment, signal));
  return bytes;
}

async function lengthOf(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of stream) length += chunk.length;
  return length;
}
