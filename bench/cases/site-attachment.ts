import assert from 'node:assert/strict';
import { Secret } from '../../src/secret.js';
import { openTeleMessage } from '../../src/sources/telemessage/telemessage-source.js';
import { openStorage } from '../../src/storage/azure.js';
import { Staging } from '../../src/storage/staging.js';
import { anItem } from '../../test/support/items.js';
import { trust } from '../../test/support/trust.js';
import { withFarSide } from '../far-side.js';
import { MB, Meter, say, type Figure } from '../measure.js';

/** An attachment of so many MB on its way from the site into staging, broken off twice. */
export async function bench(sizeMb = 150): Promise<Figure[]> {
  say(`site-attachment: stages ${sizeMb} MB from a TeleMessage site that breaks off twice`);
  const sizeBytes = sizeMb * MB;
  return await withFarSide('site', sizeBytes, async ({ url, ca, connectionString, sha256 }) => {
    trust(ca);
    const staging = new Staging(openStorage({ connectionString: new Secret(connectionString) }));
    const meter = new Meter();
    const staged = await meter.run(async () =>
      staging.create('attachment', await openAttachment(url, sizeBytes), 'application/octet-stream'),
    );
    assert.equal(staged.sha256, sha256);
    return meter.figures('site to staging', { bytes: sizeBytes });
  });
}

async function openAttachment(url: string, sizeBytes: number) {
  const settings = {
    type: 'telemessage',
    product: 'whatsapp-phone-archiver',
    url,
    username: 'admin@contoso.example',
    passwordSecret: 'secret',
  } as const;
  const read = async () => await Promise.resolve({ value: new Secret('right'), version: '1' });
  const refusals = { refusedVersion: async () => await Promise.resolve(null), refuse: async () => undefined };
  const source = openTeleMessage(settings, { read }, refusals);
  const attachment = { attachmentId: 'a', fileName: 'film.mp4', contentType: 'video/mp4', sizeBytes };
  return await source.openAttachment(anItem(), attachment, new AbortController().signal);
}
