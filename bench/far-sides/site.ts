import { createHash } from 'node:crypto';
import { startAzurite } from '../../src/processes/azurite.js';
import { startTeleMessageSite } from '../../src/sandbox/telemessage/site.js';
import { makeTls } from '../../src/sandbox/tls.js';
import { serve } from '../serve.js';

/** A site with one attachment, whose connection breaks twice, and the storage that it is to be staged in. */
export interface Site {
  connectionString: string;
  url: string;
  ca: string;
  sha256: string;
}

const sizeBytes = Number(process.argv[2]);
const bytes = Buffer.alloc(sizeBytes, 'attachment ');
const tls = await makeTls();
const azurite = await startAzurite();
const site = await startTeleMessageSite({
  tls,
  accounts: [
    {
      id: 'account',
      username: 'admin@contoso.example',
      password: 'right',
      products: ['whatsapp-phone-archiver'],
    },
  ],
  items: [],
  attachmentBytes: () => bytes,
});
site.spoilNext(2, { cutAfterBytes: Math.floor(sizeBytes / 3) });
const sha256 = createHash('sha256').update(bytes).digest('hex');
const told: Site = { connectionString: azurite.connectionString, url: site.url, ca: tls.ca, sha256 };
serve(told, { close: async () => void (await Promise.all([site.close(), azurite.close()])) });
