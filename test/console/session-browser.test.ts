import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { LANGUAGES, type Language } from '../../src/console/strings/index.js';
import { keepFailedPages, startChromium } from '../support/chromium.js';
import { until } from '../support/until.js';
import { ORIGIN, startAccessStage, type AccessStage } from './access-stage.js';

const IDLE_MS = 31 * 60_000;
const { notices } = LANGUAGES.en;

describe('a page that keeps up, in a browser', () => {
  let stage: AccessStage;
  let browser: Browser;

  before(async function () {
    stage = await startAccessStage();
    stage.provider.claims.set('ann', {
      preferred_username: 'ann@contoso.example',
      roles: ['Archiver.Auditor'],
    });
    browser = await startChromium(this, [
      `--host-resolver-rules=MAP console.example 127.0.0.1:${stage.port}`,
    ]);
  });
  keepFailedPages(() => browser);
  beforeEach(() => {
    stage.live.isGone = false;
  });
  after(async () => {
    await browser?.close();
    await stage?.close();
  });

  /** Signed in, and kept up to date. */
  const watch = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true, ...options })).newPage();
    await page.goto(`${ORIGIN}/watch?as=ann`);
    await untilNews(page);
    return page;
  };
  /** Something comes that was not there before. */
  const untilNews = async (page: Page): Promise<void> => {
    const seen = stage.live.events;
    const shown = async () => Number(await page.locator('[data-live]').textContent());
    await until('news on the page', async () => (await shown()) > seen);
  };

  /** The answers to forms wait until they are let go. */
  const holdBack = (): (() => void) => {
    const held = new AbortController();
    Object.assign(stage.form, { sent: 0, mayAnswer: once(held.signal, 'abort') });
    return () => held.abort();
  };
  const untilSent = async (): Promise<void> =>
    await until('the form at the console', () => stage.form.sent > 0);
  /** Whatever else was pressed before would have been sent by then. A page that awaits another one tells nothing itself. */
  const untilLater = async (): Promise<void> => {
    const seen = stage.live.events;
    await until('more news for the page', () => stage.live.events > seen + 20);
  };

  for (const language of Object.keys(LANGUAGES) as Language[]) {
    it(`says in the language ${language} that the session has ended, and leads back by signing in`, async () => {
      const { notices: words, common } = LANGUAGES[language];
      const page = await watch({ locale: language });
      stage.pass(IDLE_MS);
      await page.getByText(words.ended).waitFor();
      assert.equal(await page.locator('[data-notices]').getAttribute('aria-live'), 'polite');
      await page.getByRole('link', { name: common.signIn, exact: true }).click();
      await page.waitForURL(`${ORIGIN}/watch?as=ann`);
      await untilNews(page);
      assert.equal(await page.getByText(words.ended).count(), 0);
    });

    it(`sends no form in the language ${language} once the session has ended, and loses nothing of it`, async () => {
      const { notices: words } = LANGUAGES[language];
      const page = await watch({ locale: language });
      await page.getByLabel('Reason').fill('an audit');
      stage.pass(IDLE_MS);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText(words.unsent).waitFor();
      assert.equal(await page.getByLabel('Reason').inputValue(), 'an audit');
      const signingIn = page.waitForEvent('popup');
      await page.getByRole('link', { name: words.signInBeside }).click();
      await (await signingIn).waitForURL(`${ORIGIN}/connectors`);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('sent an audit').waitFor();
    });
  }

  it('sends a form once, however often it is pressed before the answer, and shows that answer', async () => {
    const page = await watch();
    await page.getByLabel('Reason').fill('an audit');
    const letGo = holdBack();
    await page.keyboard.press('Enter');
    await untilSent();
    await page.keyboard.press('Enter');
    await untilLater();
    letGo();
    await page.getByText('sent an audit').waitFor();
    assert.equal(stage.form.sent, 1);
  });

  it('sends a form in which nothing is typed once as well', async () => {
    const page = await watch();
    const { x, y } = (await page.getByRole('button', { name: 'Run' }).boundingBox()) ?? assert.fail();
    const letGo = holdBack();
    await page.mouse.click(x + 1, y + 1);
    await untilSent();
    await page.mouse.click(x + 1, y + 1);
    await untilLater();
    letGo();
    await page.getByText('sent').waitFor();
    assert.equal(stage.form.sent, 1);
  });

  it('sends a form again once somebody has stopped waiting for its answer', async () => {
    const page = await watch();
    await page.getByLabel('Reason').fill('an audit');
    await page.evaluate(`addEventListener('keydown', ({ key }) => key === 'Escape' && stop())`);
    const letGo = holdBack();
    await page.keyboard.press('Enter');
    await untilSent();
    await page.keyboard.press('Escape');
    letGo();
    await page.keyboard.press('Enter');
    await page.getByText('sent an audit').waitFor();
    assert.equal(stage.form.sent, 2);
  });

  it('says that the console is away, sends nothing meanwhile, and goes on by itself once it is back', async () => {
    const page = await watch();
    await stage.goAway();
    await page.getByText(notices.away).waitFor();
    await page.getByLabel('Reason').fill('an audit');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(notices.unanswered).waitFor();
    await stage.comeBack();
    await untilNews(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('sent an audit').waitFor();
  });

  it('goes on as well where a proxy has answered in place of the console', async () => {
    const page = await watch();
    await page.route('**/*', async (route) => await route.fulfill({ status: 502, body: 'Bad gateway' }));
    await stage.goAway();
    await page.getByText(notices.away).waitFor();
    await stage.comeBack();
    await page.unrouteAll();
    await untilNews(page);
    await page.getByText(notices.away).waitFor({ state: 'detached' });
  });

  it('says that it no longer keeps up where there is nothing to follow, and how to go on', async () => {
    const page = await watch();
    stage.live.isGone = true;
    await page.getByText(notices.stale).waitFor();
    stage.live.isGone = false;
    await page.getByRole('link', { name: notices.load }).click();
    await untilNews(page);
  });

  it('says nothing of a connection that breaks and is there again', async () => {
    const page = await watch();
    await page.evaluate(
      `new MutationObserver(() => document.title = 'said').observe(document.querySelector('[data-notices]'), { childList: true })`,
    );
    await stage.goAway();
    await stage.comeBack();
    await untilNews(page);
    assert.notEqual(await page.title(), 'said');
  });
});
