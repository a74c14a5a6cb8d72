import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import PostalMime from 'postal-mime';
import { composeMail } from '../../src/domain/mail/compose-mail.js';
import { sourceAddress } from '../../src/domain/mail/people.js';
import { specimens } from '../golden/golden-files.js';
import { mailOf, type Specimen } from '../golden/specimen.js';
import { keepFailedPages, startChromium } from '../support/chromium.js';
import { anItem } from '../support/items.js';

/** 210 mm less two margins of 10 mm, at 96 pixels an inch. */
const A4_WIDTH = 718;
const MISSING_PICTURES = '[...document.images].filter(({ naturalWidth }) => naturalWidth === 0).length';
const HOSTILE =
  '<script>document.title = "run"</script><img src="https://tracker.example/x.png"> see https://example.com';

describe('a mail opened in a browser', function () {
  let browser: Browser;

  before(async function () {
    browser = await startChromium(this);
  });
  keepFailedPages(() => browser);
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

  it('of every kind fits on paper: nothing reaches over the edge, and no picture is missing', async () => {
    const page = await browser.newPage({ viewport: { width: A4_WIDTH, height: 800 } });
    for (const specimen of specimens) {
      await page.setContent(await pageOf(specimen));
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      const broken = await page.evaluate<number>(MISSING_PICTURES);
      assert.ok(width <= A4_WIDTH, `${specimen.name} is ${width} pixels wide`);
      assert.equal(broken, 0, `${specimen.name} shows a picture that is not there`);
    }
  });

  it('shows on which side of the chat it was written', async () => {
    const page = await browser.newPage({ viewport: { width: A4_WIDTH, height: 800 } });
    const leftEdge = async (name: string): Promise<number> => {
      const specimen = specimens.find((each) => each.name === name);
      assert.ok(specimen);
      await page.setContent(await pageOf(specimen));
      return (await page.locator('table + div').boundingBox())?.x ?? -1;
    };
    assert.ok((await leftEdge('message')) > (await leftEdge('voice')));
  });
});

/** The HTML as a mail program shows it, with the pictures that the mail carries. */
async function pageOf(specimen: Specimen): Promise<string> {
  const { html = '', attachments } = await PostalMime.parse((await mailOf(specimen)).eml);
  return attachments.reduce((page, { contentId, mimeType, content }) => {
    assert.ok(content instanceof ArrayBuffer);
    const data = `data:${mimeType};base64,${Buffer.from(content).toString('base64')}`;
    return contentId === undefined ? page : page.replaceAll(`cid:${contentId.slice(1, -1)}`, data);
  }, html);
}
