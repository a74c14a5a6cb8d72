import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import PostalMime, { decodeWords, type Address } from 'postal-mime';
import { openPromise } from 'yauzl';

const SCRIPT = fileURLToPath(new URL('read_drop.py', import.meta.url));

/** What a reader makes of an EML of a drop. */
export interface Reading {
  id: string;
  type: string;
  group: string | null;
  subject: string;
  /** Null where it is impossible. */
  date: string | null;
  from: [name: string, address: string][];
  to: [name: string, address: string][];
  cc: [name: string, address: string][];
  text: string | null;
  html: string | null;
  files: [name: string | null, sha256: string][];
  defects: string[];
}

/** Every file of a ZIP by its name, in the order of the ZIP. */
export async function unzip(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const zip = await openPromise(path);
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return files;
}

export async function readByPostalMime(eml: Buffer): Promise<Reading> {
  const {
    headers,
    subject = '',
    from,
    to,
    cc,
    text,
    html,
    attachments,
    ...mail
  } = await PostalMime.parse(eml);
  const value = (name: string) => {
    const found = headers.find(({ key }) => key === name);
    return found && decodeWords(found.value);
  };
  const date = new Date(mail.date ?? '');
  return {
    id: value('x-telemessage-archivemessageid') ?? '',
    type: value('x-telemessage-messagetype') ?? '',
    group: value('x-telemessage-group_name') ?? null,
    subject,
    date: date.getUTCFullYear() > 9999 ? null : date.toISOString(),
    from: people(from ? [from] : []),
    to: people(to),
    cc: people(cc),
    text: text ?? null,
    html: html ?? null,
    files: attachments.map(({ filename, content }) => [filename, sha256(content)]),
    defects: [],
  };
}

function people(list: Address[] = []): [string, string][] {
  return list.map(({ name, address = '' }) => [name, address]);
}

function sha256(content: ArrayBuffer | Uint8Array | string): string {
  assert.ok(content instanceof ArrayBuffer);
  return createHash('sha256').update(Buffer.from(content)).digest('hex');
}

export function hasPython(): boolean {
  return spawnSync('python3', ['--version']).status === 0;
}

/** Opens the ZIPs with Python's zipfile and the EMLs in them with its email package. */
export function readByPython(zips: string[]): Reading[] {
  const python = spawnSync('python3', [SCRIPT, ...zips], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(python.status, 0, python.stderr);
  return python.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Reading);
}
