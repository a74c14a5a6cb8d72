import { createHash } from 'node:crypto';
import { startAzurite } from '../../src/processes/azurite.js';
import { makeTls } from '../../src/sandbox/tls.js';
import { Secret } from '../../src/secret.js';
import { openStorage } from '../../src/storage/azure.js';
import { Staging } from '../../src/storage/staging.js';
import { IMMUTABLE, importable, MESSAGES } from '../../test/support/sandbox-mail.js';
import { ANNA, startTenant } from '../../test/support/sandbox-tenant.js';
import { trust } from '../../test/support/trust.js';
import { MB } from '../measure.js';
import { serve } from '../serve.js';

/** A mail without attachments in a mailbox, and a file in staging that is to be attached to it. */
export interface Mailbox {
  connectionString: string;
  url: string;
  ca: string;
  mail: { mailbox: string; id: string };
  blob: string;
  sha256: string;
}

const sizeBytes = Number(process.argv[2]);
const BLOB = 'bench/attachment';

const tls = await makeTls();
trust(tls.ca);
// The mailbox takes it all, and at once: what is measured is our own share.
const limits = {
  largestMessageBytes: 2 * sizeBytes,
  uploadLimit: { most: 2 * sizeBytes, windowMs: 300_000 },
};
const { connectionString, ...azurite } = await startAzurite();
const tenant = await startTenant({ tls, ...limits });
const staging = new Staging(openStorage({ connectionString: new Secret(connectionString) }));
const { sha256 } = await staging.create(BLOB, contentOf(sizeBytes), 'application/octet-stream');
const { json } = await tenant.graph('POST', MESSAGES, {
  body: importable({ attachments: [] }),
  headers: IMMUTABLE,
});
const mail = { mailbox: ANNA, id: json.id };
const told: Mailbox = { connectionString, url: tenant.url, ca: tls.ca, mail, blob: BLOB, sha256 };
serve(told, {
  ask: () => tenant.messagesOf(ANNA)[0]?.attachments.map(({ bytes }) => sha256Of(bytes)),
  close: async () => void (await Promise.all([tenant.close(), azurite.close()])),
});

async function* contentOf(bytes: number): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(MB, 'a film of the building site, again and again ');
  for (let left = bytes; left > 0; left -= MB) yield chunk.subarray(0, left);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
