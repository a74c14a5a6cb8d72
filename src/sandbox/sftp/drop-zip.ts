import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename } from 'node:path';
import { PassThrough } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** The ways to write when a ZIP was closed; milliseconds, seconds, date with time, time of the day. */
const TIME_FORMS: readonly ((time: Date) => string)[] = [
  (time) => String(time.getTime()),
  (time) => String(Math.floor(time.getTime() / 1000)),
  (time) => time.toISOString().slice(0, 19).replace(/\D/g, ''),
  (time) => time.toISOString().slice(11, 19).replaceAll(':', ''),
];

/** `YYYYMMDD0000-TeleMessage_<number>_<TimeZipped>.zip` (docs.smarsh.com), the time in each form in turn. */
export function dropName(number: number, zippedAt: Date): string {
  const day = zippedAt.toISOString().slice(0, 10).replaceAll('-', '');
  const form = TIME_FORMS[(number - 1) % TIME_FORMS.length] ?? String;
  return `${day}0000-TeleMessage_${number}_${form(zippedAt)}.zip`;
}

/**
 * Writes a well-formed drop: every EML, then the manifest. One EML is taken at a time, so that memory stays flat whatever
 * comes of them. The file has its name only when it is whole. The same EMLs and time give the same bytes.
 */
export async function writeDropZip(
  file: string,
  emls: Iterable<Buffer> | AsyncIterable<Buffer>,
  zippedAt: Date,
): Promise<void> {
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const manifest = `${basename(file, '.zip')}.mf`;
  addAll(zip, emls, { zippedAt, manifest }).catch((error: Error) => output.destroy(error));
  await pipeline(output, createWriteStream(`${file}.part`));
  await rename(`${file}.part`, file);
}

async function addAll(
  zip: ZipFile,
  emls: Iterable<Buffer> | AsyncIterable<Buffer>,
  { zippedAt, manifest }: { zippedAt: Date; manifest: string },
): Promise<void> {
  const names: string[] = [];
  const options = { mtime: zoneless(zippedAt), forceDosTimestamp: true, compressionLevel: 1 };
  for await (const eml of emls) {
    const name = `${String(names.length + 1).padStart(6, '0')}.eml`;
    names.push(name);
    // The ZIP keeps every stream to its end, so it must be one that keeps nothing of what went through it.
    const stream = new PassThrough();
    zip.addReadStream(stream, name, { ...options, size: eml.length });
    stream.end(eml);
    await finished(stream);
  }
  zip.addBuffer(Buffer.from([`Count: ${names.length}`, ...names, ''].join('\r\n')), manifest, options);
  zip.end();
}

/** Times in a ZIP are of no zone, and yazl takes those of this machine's. */
function zoneless(time: Date): Date {
  return new Date(time.getTime() + time.getTimezoneOffset() * 60_000);
}
