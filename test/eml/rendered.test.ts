import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { composeMail } from '../../src/domain/mail/compose-mail.js';
import { sourceAddress } from '../../src/domain/mail/people.js';
import { anItem } from '../support/items.js';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const HOSTILE =
  '<script>document.title = "run"</script><img src="https://tracker.example/x.png"> see https://example.com';

describe('a mail opened in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async function () {
    if (!existsSync(CHROMIUM)) {
      Object.assign(this, { skipReason: 'Chromium is not installed' });
      this.skip();
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  after(async () => await browser?.close());

  it('shows a hostile text as it was written, runs nothing and asks the network for nothing', async () => {
    const item = anItem({ text: HOSTILE });
    const { html } = composeMail(item, { account: 'account-1', attachments: [], addressOf: sourceAddress });
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.setContent(html, { waitUntil: 'networkidle' });
    assert.ok((await page.innerText('body')).includes(HOSTILE));
    assert.notEqual(await page.title(), 'run');
    assert.deepEqual(requests, []);
    assert.equal(await page.locator('a, img, script, iframe').count(), 0);
  });
});
