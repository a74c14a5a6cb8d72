// How fast a large attachment goes from staging into a mailbox, and what it costs in memory: the product in a process of
// its own, against Azurite and the pretend tenant in this one. Over the network Exchange sets the pace; what is measured
// here is our own share. `node --import tsx bench/large-attachment.ts [bytes]`, 150 MB by default.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stagedFile } from '../src/activities/staged-file.js';
import { openMicrosoft365 } from '../src/microsoft365/open.js';
import { startAzurite } from '../src/sandbox/azurite.js';
import { ExtendedProperties } from '../src/sandbox/microsoft365/extended-properties.js';
import { startMicrosoft365 } from '../src/sandbox/microsoft365/tenant.js';
import { makeTls } from '../src/sandbox/tls.js';
import { Secret } from '../src/secret.js';
import { openStorage } from '../src/storage/azure.js';
import { Staging } from '../src/storage/staging.js';

const MOST_BYTES = 157_286_400;
const CHUNK_BYTES = 1_048_576;
const BLOB = 'bench/attachment';
const LOOK_EVERY_MS = 50;
/** A longer gap between two slices is the mailbox's allowance of 150 MB in five minutes, not our doing. */
const PAUSE_MS = 5_000;

const ENTRA = {
  tenantId: '8f1b2c3d-0000-4000-8000-00000000c0de',
  clientId: '11112222-3333-4444-8555-666677778888',
  clientSecret: 'bench-secret',
};

interface Job {
  connectionString: string;
  tenantUrl: string;
  mailbox: string;
  mail: string;
  sizeBytes: number;
  sha256: string;
}

/** Prepares both ends, has a child process attach the file, and compares what arrived. */
async function prepare(sizeBytes: number): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-bench-'));
  const tls = await makeTls();
  const authority = join(directory, 'authority.pem');
  await writeFile(authority, tls.ca);
  const azurite = await startAzurite({});
  const users = [{ userPrincipalName: 'anna@contoso.example', displayName: 'Anna Keller' }];
  const tenant = await startMicrosoft365({ tls, ...ENTRA, users, largestMessageBytes: 2 * MOST_BYTES });
  try {
    const { connectionString } = azurite;
    const staging = new Staging(openStorage({ connectionString: new Secret(connectionString) }));
    const { sha256 } = await staging.create(BLOB, contentOf(sizeBytes), 'application/octet-stream');
    const mailbox = tenant.mailboxes.get(tenant.users[0]?.id ?? '');
    if (mailbox === undefined) throw new TypeError('The tenant has no mailbox.');
    const mail = mailbox.add(mailbox.folder('inbox'), emptyMail()).immutableId;
    const job = {
      connectionString,
      tenantUrl: tenant.url,
      mailbox: mailbox.user.id,
      mail,
      sizeBytes,
      sha256,
    };
    await runChild(job, authority);
    const [attachment] = mailbox.message(mail).attachments;
    const isWhole = attachment?.bytes.length === sizeBytes;
    print(isWhole ? 'The mailbox has all of it.' : 'NOT ALL OF IT HAS ARRIVED.');
  } finally {
    await tenant.close();
    await azurite.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function runChild(job: Job, authority: string): Promise<void> {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: authority, JOB: JSON.stringify(job) };
  const child = fork(fileURLToPath(import.meta.url), { env, execArgv: ['--import', 'tsx'] });
  const [exitCode] = await once(child, 'exit');
  if (exitCode !== 0) throw new Error(`The measured process ended with ${exitCode}.`);
}

/** The measured process. */
async function attach({ connectionString, tenantUrl, sizeBytes, sha256, ...job }: Job): Promise<void> {
  const staging = new Staging(openStorage({ connectionString: new Secret(connectionString) }));
  const { mailboxes } = openMicrosoft365({
    cloud: 'worldwide',
    tenantId: ENTRA.tenantId,
    clientId: ENTRA.clientId,
    credential: { clientSecret: new Secret(ENTRA.clientSecret) },
    authorityHost: tenantUrl,
    graphUrl: tenantUrl,
  });
  const mail = { mailbox: job.mailbox, id: job.mail };
  const { signal } = new AbortController();
  await mailboxes.listAttachments(mail, signal);
  const file = stagedFile(staging, {
    fileName: 'film.mov',
    contentType: 'video/quicktime',
    blob: BLOB,
    sizeBytes,
    sha256,
  });
  const gauge = new Gauge();
  await mailboxes.attach(mail, file, async () => gauge.slice(), signal);
  gauge.end(sizeBytes);
}

/** Resident memory and time spent, from its making on. */
class Gauge {
  readonly #before = process.memoryUsage.rss();
  readonly #startedAt = performance.now();
  readonly #timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  #peak = this.#before;
  #lastSliceAt = this.#startedAt;
  #pausedMs = 0;

  slice(): void {
    const now = performance.now();
    if (now - this.#lastSliceAt > PAUSE_MS) this.#pausedMs += now - this.#lastSliceAt;
    this.#lastSliceAt = now;
  }

  end(sizeBytes: number): void {
    clearInterval(this.#timer);
    this.#look();
    const seconds = (performance.now() - this.#startedAt - this.#pausedMs) / 1000;
    const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);
    print(`${megabytes(sizeBytes)} MB in ${seconds.toFixed(1)} s: ${megabytes(sizeBytes / seconds)} MB/s`);
    print(`waited ${(this.#pausedMs / 1000).toFixed(0)} s for what the mailbox takes in five minutes`);
    print(`resident memory ${megabytes(this.#before)} MB before, ${megabytes(this.#peak)} MB at most`);
  }

  #look(): void {
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss());
  }
}

async function* contentOf(sizeBytes: number): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(CHUNK_BYTES, 'a film of the building site, again and again ');
  for (let left = sizeBytes; left > 0; left -= CHUNK_BYTES) yield chunk.subarray(0, left);
}

function emptyMail() {
  const now = new Date().toISOString();
  return {
    subject: 'A film',
    from: null,
    sender: null,
    to: [],
    cc: [],
    bcc: [],
    replyTo: [],
    body: { contentType: 'text' as const, content: '' },
    isDraft: false,
    isRead: true,
    importance: 'normal' as const,
    categories: [],
    createdDateTime: now,
    receivedDateTime: now,
    sentDateTime: now,
    itemClass: 'IPM.Note',
    internetMessageId: '<bench@sandbox.invalid>',
    internetMessageHeaders: [],
    extendedProperties: new ExtendedProperties(),
    attachments: [],
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const job = process.env['JOB'];
if (job === undefined) await prepare(Number(process.argv[2] ?? MOST_BYTES));
else await attach(JSON.parse(job) as Job);
