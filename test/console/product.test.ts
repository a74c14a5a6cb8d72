import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import { ROLES } from '../../src/console/access/permissions.js';
import { buildApp } from '../../src/console/app.js';
import type { ConsoleEnv } from '../../src/console/environment.js';
import { CheckUps } from '../../src/console/health/check-ups.js';
import { newId } from '../storage/shared-azurite.js';
import { silentLogger } from './silent-logger.js';
import { storedMeans } from './stored-means.js';

const ORIGIN = 'http://127.0.0.1';
/** What must be known or done before a connector is added, in the words of each language. */
const POINTS: Record<'en' | 'de', readonly RegExp[]> = {
  en: [
    /Order the WhatsApp archiver service.*TeleMessage administrator/,
    /Register each person .* same e-mail address as in Microsoft 365/,
    /Install the WhatsApp Phone Archiver .* QR code of the WhatsApp Cloud Archiver/,
    /consents to reading users and gives the app rights to the mailboxes/,
    /data connector admin role in the console: nobody else can add connectors/,
    /outside Microsoft 365 and its compliance boundary.*FedRAMP/,
  ],
  de: [
    /Bestellen Sie .* WhatsApp Archiver.*TeleMessage-Administrators/,
    /Registrieren Sie jede Person.* derselben E-Mail-Adresse wie in Microsoft 365/,
    /Installieren Sie den WhatsApp Phone Archiver .* QR-Code des WhatsApp Cloud Archiver/,
    /dem Lesen der Benutzer zustimmt und der App Rechte an den Postfächern gibt/,
    /Rolle Datenconnectoradministrator: Sonst kann niemand Connectors hinzufügen/,
    /außerhalb von Microsoft 365 und seiner Compliancegrenze.*FedRAMP/,
  ],
};

describe('the product page', () => {
  let app: Hono<ConsoleEnv>;
  before(async () => {
    const checkUps = new CheckUps(() => Promise.resolve([]));
    const console = { means: await storedMeans(), origin: new URL(ORIGIN), temporalUi: undefined, checkUps };
    const user = { name: newId('ann'), roles: ROLES };
    app = buildApp({ console, logger: silentLogger, userOf: () => Promise.resolve(user) });
  });

  const ask = async (path: string, init: RequestInit = {}, language = 'en') =>
    await app.request(new URL(path, ORIGIN), {
      ...init,
      headers: { host: '127.0.0.1', origin: ORIGIN, 'accept-language': language },
    });
  const page = async (language?: string) => await (await ask('/connectors/new', {}, language)).text();

  for (const language of ['en', 'de'] as const) {
    it(`lists what must be done before, each point by itself, in the language ${language}`, async () => {
      const lines = [...(await page(language)).matchAll(/<li>(.*?)<\/li>/gs)].map(([, line = '']) => line);
      for (const point of POINTS[language])
        assert.equal(lines.filter((line) => point.test(line)).length, 1, String(point));
    });
  }

  it('says nothing of the data that docs/set-up.md does not say', async () => {
    const docs = readFileSync(new URL('../../docs/set-up.md', import.meta.url), 'utf8').replaceAll(
      /\s+/g,
      ' ',
    );
    for (const word of ['FedRAMP', 'compliance boundary']) {
      assert.ok((await page()).includes(word));
      assert.ok(docs.includes(word), word);
    }
  });

  it('leads nowhere that is not there, and with Add connector to the first step of a set-up', async () => {
    const html = await page();
    const addresses = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, address = '']) => address);
    assert.ok(addresses.length > 3);
    for (const address of addresses) assert.notEqual((await ask(address)).status, 404, address);
    assert.equal((await ask('/nowhere')).status, 404, 'control');
    const [, action = ''] =
      /<form method="post" action="([^"]*)"><button class="main">Add connector/.exec(html) ?? [];
    const begun = await ask(action, { method: 'POST' });
    assert.equal(begun.status, 303);
    assert.match(await (await ask(begun.headers.get('location') ?? '')).text(), /<h1>[^<]*(erms|onditions)/);
  });
});
