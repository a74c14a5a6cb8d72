import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import axe from 'axe-core';
import { keepFailedPages, startChromium } from '../support/chromium.js';
import { ORIGIN, startAccessStage, type AccessStage } from './access-stage.js';

const ENTRY = {
  by: 'ann@contoso.example',
  via: 'console',
  action: 'connector.update',
  connectorId: 'whatsapp-emea',
} as const;

describe('the console in a browser', () => {
  let stage: AccessStage;
  let browser: Browser;
  let page: Page;

  before(async function () {
    stage = await startAccessStage();
    stage.provider.claims.set('ann', {
      preferred_username: 'ann@contoso.example',
      roles: ['Archiver.Auditor'],
    });
    const rules = `MAP console.example 127.0.0.1:${stage.port}`;
    browser = await startChromium(this, [`--host-resolver-rules=${rules}`]);
  });
  keepFailedPages(() => browser);

  beforeEach(async () => {
    page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  });

  after(async () => {
    await browser?.close();
    await stage?.close();
  });

  it('signs somebody in, takes their forms, and signs them out here and at the provider', async () => {
    await page.goto(`${ORIGIN}/audit?who=ann`);
    assert.equal(page.url(), `${ORIGIN}/audit?who=ann`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    // The provider asks whether it is meant so.
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    assert.equal(page.url().split('?')[0], `${ORIGIN}/signed-out`);
    const cookies = await page.context().cookies(ORIGIN);
    assert.deepEqual(
      cookies.filter(({ name }) => name === '__Host-session'),
      [],
    );
  });

  it('leaves nobody out, and fits on a telephone', async () => {
    await stage.means.audit.add({ ...ENTRY, before: { cron: '0 2 * * *' }, after: { cron: '0 3 * * *' } });
    await page.setViewportSize({ width: 360, height: 640 });
    for (const path of ['/sign-in/callback', '/audit']) {
      await page.goto(ORIGIN + path);
      const { violations } = await page.evaluate<axe.AxeResults>(`${axe.source}; axe.run()`);
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      assert.deepEqual(found, [], path);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      assert.ok(width <= 360, `${path} is ${width} pixels wide`);
    }
  });

  it('takes no form that a page of another site sends', async () => {
    await page.goto(`${ORIGIN}/audit`);
    await page.route('https://evil.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${ORIGIN}/sign-out"><button>Win a prize</button></form>`,
      }),
    );
    await page.goto('https://evil.example/');
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'Not from this console' }).waitFor();
    await page.goto(`${ORIGIN}/audit`);
    await page.getByText('Signed in as ann@contoso.example').waitFor();
  });
});
