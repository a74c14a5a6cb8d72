import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dropName, writeDropZip } from '../../src/sandbox/sftp/drop-zip.js';
import { startSshd, type Sshd } from '../../src/sandbox/sftp/sshd.js';
import { MB } from '../measure.js';
import { serve } from '../serve.js';

/** A real sshd with a drop of one ZIP, and what is in it. */
export interface Drop {
  sshd: Omit<Sshd, 'close'>;
  zipBytes: number;
  /** Mails, each with an attachment. */
  items: number;
  attachmentBytes: number;
}

const ZIPPED_AT = new Date('2026-11-20T12:00:00Z');
const ATTACHMENT_BYTES = MB;

// Random bytes in base64 are deflated to about their own size.
const items = Math.max(1, Math.round(Number(process.argv[2]) / ATTACHMENT_BYTES));
const sshd = await startSshd();
const file = join(sshd.localDirectory, dropName(1, ZIPPED_AT));
await writeDropZip(file, emls(), ZIPPED_AT);
const { size: zipBytes } = await stat(file);
const told: Drop = { sshd, zipBytes, items, attachmentBytes: items * ATTACHMENT_BYTES };
serve(told, { close: () => sshd.close() });

function* emls(): Generator<Buffer> {
  const attachment = randomBytes(ATTACHMENT_BYTES)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');
  for (let index = 0; index < items; index += 1) yield Buffer.from(emlOf(index, attachment));
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
