// Measures what one large attachment costs a worker on its way from the site into staging, broken off twice:
// `node --import tsx bench/site-attachment.ts [megabytes]`. Site and storage are processes of their own.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startAzurite } from '../src/sandbox/azurite.js';
import { startTeleMessageSite } from '../src/sandbox/telemessage/site.js';
import { makeTls } from '../src/sandbox/tls.js';
import { Secret } from '../src/secret.js';
import { openTeleMessage } from '../src/sources/telemessage/telemessage-source.js';
import { openStorage } from '../src/storage/azure.js';
import { Staging } from '../src/storage/staging.js';
import { anItem } from '../test/support/items.js';
import { trust } from '../test/support/trust.js';

const MEGABYTE = 1_000_000;
const PRODUCT = 'whatsapp-phone-archiver';
const LOGIN = { username: 'admin@contoso.example', password: 'right' };

const sizeBytes = Number(process.argv[2] ?? 150) * MEGABYTE;
if (process.send) await serve();
else await measure();

async function serve(): Promise<void> {
  const tls = await makeTls();
  const bytes = Buffer.alloc(sizeBytes, 'attachment ');
  const site = await startTeleMessageSite({
    tls,
    accounts: [{ id: 'account', ...LOGIN, products: [PRODUCT] }],
    items: [],
    attachmentBytes: () => bytes,
  });
  site.spoilNext(2, { cutAfterBytes: Math.floor(sizeBytes / 3) });
  process.send?.({ url: site.url, ca: tls.ca, sha256: createHash('sha256').update(bytes).digest('hex') });
}

async function measure(): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), process.argv.slice(2));
  const azurite = await startAzurite();
  try {
    const [{ url, ca, sha256 }] = (await once(child, 'message')) as [Record<'url' | 'ca' | 'sha256', string>];
    trust(ca);
    const staging = new Staging(openStorage({ connectionString: new Secret(azurite.connectionString) }));
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
    const startedAt = performance.now();
    const stored = await staging.create('attachment', await openAttachment(url), 'application/octet-stream');
    const seconds = (performance.now() - startedAt) / 1000;
    clearInterval(watch);
    if (stored.sha256 !== sha256) throw new Error('Other bytes arrived than were sent.');
    process.stdout.write(
      `${sizeBytes / MEGABYTE} MB in ${seconds.toFixed(1)} s, ${Math.round(sizeBytes / MEGABYTE / seconds)} MB/s; ` +
        `RSS ${megabytes(before)} MB before, ${megabytes(peak)} MB at most\n`,
    );
  } finally {
    child.kill();
    await azurite.close();
  }
}

async function openAttachment(url: string) {
  const settings = { type: 'telemessage', product: PRODUCT, url, passwordSecret: 'secret' } as const;
  const secrets = {
    read: async () => await Promise.resolve({ value: new Secret(LOGIN.password), version: '1' }),
  };
  const refusals = { refusedVersion: async () => await Promise.resolve(null), refuse: async () => undefined };
  const source = openTeleMessage({ ...settings, username: LOGIN.username }, secrets, refusals);
  const attachment = { attachmentId: 'a', fileName: 'film.mp4', contentType: 'video/mp4', sizeBytes };
  return await source.openAttachment(anItem(), attachment, new AbortController().signal);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / MEGABYTE);
}
