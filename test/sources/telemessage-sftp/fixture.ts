import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { TeleMessageSftpSource } from '../../../src/domain/connector.js';
import type { Sshd } from '../../../src/sandbox/sftp/sshd.js';
import type { Source, SourcePage } from '../../../src/sources/source.js';
import { openTeleMessageSftp } from '../../../src/sources/telemessage-sftp/telemessage-sftp-source.js';

export const WINDOW = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };

/** The name of a drop of the window's day. */
export const dropName = (number = 1, time = '120000', day = '20261120') =>
  `${day}0000-TeleMessage_${number}_${time}.zip`;

/** A file of a ZIP; what is left out is as the packer makes it. */
export interface Member {
  name: string;
  bytes: Buffer | string;
  isStored?: boolean;
  mode?: number;
}

export const manifestOf = (names: readonly string[], count: number | string = names.length) =>
  `Count: ${count}\r\n${names.map((name) => `${name}\r\n`).join('')}`;

/** A drop as agreed, of these EML files. */
export function drop(emls: Readonly<Record<string, Buffer | string>>, manifest?: string): Member[] {
  const members = Object.entries(emls).map(([name, bytes]) => ({ name, bytes }));
  return [...members, { name: 'manifest.mf', bytes: manifest ?? manifestOf(Object.keys(emls)) }];
}

function packed(members: readonly Member[]): ZipFile {
  const zip = new ZipFile();
  for (const { name, bytes, isStored, mode } of members) {
    const options = { compress: !isStored, mtime: new Date(0), ...(mode !== undefined && { mode }) };
    zip.addBuffer(Buffer.from(bytes), name, options);
  }
  zip.end();
  return zip;
}

export async function zipOf(members: readonly Member[]): Promise<Buffer> {
  return await buffer(packed(members).outputStream);
}

export async function putDrop(sshd: Sshd, name: string, members: readonly Member[]): Promise<void> {
  await pipeline(packed(members).outputStream, createWriteStream(join(sshd.localDirectory, name)));
}

export async function putFile(sshd: Sshd, name: string, bytes: Buffer | string): Promise<void> {
  await writeFile(join(sshd.localDirectory, name), bytes);
}

export interface EmlParts {
  /** Over the usual ones; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
  text?: string;
  /** Whole parts, with their headers, beside the text. */
  parts?: readonly string[];
}

const BOUNDARY = 'a-boundary-of-tests';

/** A message from Anna to Ben. */
export function anEml({ headers = {}, text = 'Hello', parts = [] }: EmlParts = {}): string {
  const isMultipart = parts.length > 0;
  const all = {
    'Message-ID': '<eml-1@telemessage.example>',
    Date: 'Fri, 20 Nov 2026 09:00:00 +0000',
    From: '"#1 Anna Archer 447700900101" <anna@contoso.example>',
    To: '"#1 Ben Baker 447700900102" <ben@contoso.example>',
    Subject: 'WhatsApp Message from 447700900101 to 447700900102',
    'X-TELEMESSAGE-ArchiveMessageID': 'archive-1',
    'X-TELEMESSAGE-Network': 'WhatsApp',
    'X-TELEMESSAGE-MessageType': 'message',
    'MIME-Version': '1.0',
    'Content-Type': isMultipart ? `multipart/mixed; boundary="${BOUNDARY}"` : 'text/plain; charset=utf-8',
    ...headers,
  };
  const head = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  if (!isMultipart) return [...head, '', text, ''].join('\r\n');
  const textPart = `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`;
  const body = [textPart, ...parts].map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join('');
  return `${head.join('\r\n')}\r\n\r\n${body}--${BOUNDARY}--\r\n`;
}

/** An attachment in base64. `size` is what its header says of it. */
export function aPart(
  fileName: string,
  bytes: Buffer,
  { type = 'image/jpeg', size = bytes.length } = {},
): string {
  return [
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${fileName}"; size=${size}`,
    '',
    bytes.toString('base64').replace(/(.{76})/g, '$1\r\n'),
  ].join('\r\n');
}

/** Passwords and keys by name, and the memory of refusals, as the secrets directory and storage hold them. */
export class Credentials {
  refused: string | null = null;
  constructor(readonly values: Record<string, string> = {}) {}
  readonly secrets = {
    read: async (name: string) => {
      const value = this.values[name] ?? '';
      return await Promise.resolve({ value: { reveal: () => value }, version: `version of ${value}` });
    },
  };
  readonly refusals = {
    refusedVersion: async () => await Promise.resolve(this.refused),
    refuse: async (version: string) => {
      this.refused = await Promise.resolve(version);
    },
  };
}

export function settingsOf(sshd: Sshd, changes: Partial<TeleMessageSftpSource> = {}): TeleMessageSftpSource {
  const { host, port, username, hostKey, directory } = sshd;
  return {
    type: 'telemessage-sftp',
    product: 'whatsapp-phone-archiver',
    host,
    port,
    username,
    hostKey,
    directory,
    privateKeySecret: 'key',
    ...changes,
  };
}

/** A source that logs in by key. */
export function sourceOf(
  sshd: Sshd,
  changes: Partial<TeleMessageSftpSource> = {},
  credentials = new Credentials({ key: sshd.privateKey }),
): Source {
  return openTeleMessageSftp(settingsOf(sshd, changes), credentials.secrets, credentials.refusals);
}

export async function pagesOf(source: Source, window = WINDOW): Promise<SourcePage[]> {
  const pages: SourcePage[] = [];
  for (let cursor: string | null = null; pages.length === 0 || cursor !== null;) {
    const page: SourcePage = source.parsePage(await source.fetchPage({ window, cursor }, patience()));
    pages.push(page);
    cursor = page.nextCursor;
  }
  return pages;
}

export async function openOriginal(source: Source, record: unknown): Promise<Readable> {
  const opened = await source.openOriginal?.(record, patience());
  if (!opened) throw new TypeError('The source keeps no originals.');
  return opened;
}

/** A signal that nobody aborts. */
export const patience = () => new AbortController().signal;
