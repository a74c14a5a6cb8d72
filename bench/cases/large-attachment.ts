import assert from 'node:assert/strict';
import { stagedFile } from '../../src/activities/staged-file.js';
import { GraphAttachments } from '../../src/microsoft365/attachments.js';
import { logIn } from '../../src/microsoft365/credential.js';
import { GraphClient } from '../../src/microsoft365/graph-client.js';
import { MailboxLimiter } from '../../src/microsoft365/mailbox-limiter.js';
import { TokenSource } from '../../src/microsoft365/token-source.js';
import { Secret } from '../../src/secret.js';
import { openStorage } from '../../src/storage/azure.js';
import { Staging } from '../../src/storage/staging.js';
import { CLIENT_ID, CLIENT_SECRET, TENANT_ID } from '../../test/support/sandbox-tenant.js';
import { trust } from '../../test/support/trust.js';
import { withFarSide } from '../far-side.js';
import type { Mailbox } from '../far-sides/mailbox.js';
import { MB, Meter, say, type Figure } from '../measure.js';

/** A file of so many MB on its way from staging into a mailbox. */
export async function bench(sizeMb = 150): Promise<Figure[]> {
  say(`large-attachment: uploads ${sizeMb} MB from staging into a mailbox, slice by slice`);
  const bytes = sizeMb * MB;
  return await withFarSide('mailbox', bytes, async (told, ask) => {
    trust(told.ca);
    const [attachments, file] = [attachmentsAt(told.url), fileOf(told, bytes)];
    const { signal } = new AbortController();
    await attachments.list(told.mail, signal);
    const meter = new Meter();
    await meter.run(() => attachments.add(told.mail, file, async () => undefined, signal));
    assert.deepEqual(await ask(), [told.sha256]);
    return meter.figures('staging to mailbox', { bytes });
  });
}

/** As the product does, but for its wait of five minutes after every 140 MB, which Exchange asks for. */
class HastyLimiter extends MailboxLimiter {
  override upload: MailboxLimiter['upload'] = (mailbox, _bytes, signal, call) =>
    this.run(mailbox, signal, call);
}

function attachmentsAt(url: string): GraphAttachments {
  const app = {
    tenantId: TENANT_ID,
    clientId: CLIENT_ID,
    credential: { clientSecret: new Secret(CLIENT_SECRET) },
    authorityHost: url,
  };
  const tokens = new TokenSource(() => logIn(app, `${url}/.default`));
  return new GraphAttachments(new GraphClient(url, tokens), new HastyLimiter());
}

function fileOf({ connectionString, blob, sha256 }: Mailbox, sizeBytes: number) {
  const staging = new Staging(openStorage({ connectionString: new Secret(connectionString) }));
  return stagedFile(staging, {
    fileName: 'film.mov',
    contentType: 'video/quicktime',
    blob,
    sizeBytes,
    sha256,
  });
}
