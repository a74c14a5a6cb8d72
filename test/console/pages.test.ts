import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { User } from '../../src/console/access/permissions.js';
import { ROUTES } from '../../src/console/routes.js';
import { LANGUAGES, type Language } from '../../src/console/strings/index.js';
import { keepFailedPages, startChromium } from '../support/chromium.js';
import { judgePage, judgeWords } from './judge-page.js';
import type { Places } from './pages-content.js';
import { PagesStage } from './pages-stage.js';

const MINUTE_MS = 60_000;
/** More than whoever has not signed in may send. */
const TOO_LARGE = 'x'.repeat(65 * 1024);

/** A page, and how one gets there. */
interface Shown {
  path: string;
  /** Sent to it as a form. */
  form?: Record<string, string>;
  /** Who looks, where it is not somebody who may do everything. */
  as?: User | 'nobody';
  status?: number;
}

/** Each address that shows a page, with all that it may look like. */
const PAGES: Readonly<Record<string, (at: Places) => readonly Shown[]>> = {
  '/sign-in': () => [{ path: '/sign-in', as: 'nobody', status: 503 }],
  '/sign-in/callback': () => [{ path: '/sign-in/callback', as: 'nobody', status: 400 }],
  '/signed-out': () => [{ path: '/signed-out', as: 'nobody' }],
  '/connectors': () => [{ path: '/connectors' }, { path: '/connectors', as: PagesStage.viewer }],
  '/connectors/new': () => [{ path: '/connectors/new' }],
  '/connectors/new/:draft/terms': ({ newDraft }) => [
    { path: `${newDraft}/terms` },
    { path: `${newDraft}/terms`, form: {}, status: 422 },
  ],
  '/connectors/new/:draft/login': ({ fullDraft }) => [
    { path: `${fullDraft}/login` },
    { path: `${fullDraft}/login`, form: { type: 'telemessage', url: 'http://a' }, status: 422 },
    { path: `${fullDraft}/login`, form: { type: 'telemessage-sftp' }, status: 422 },
  ],
  '/connectors/new/:draft/mapping': ({ halfDraft, fullDraft }) => [
    { path: `${halfDraft}/mapping` },
    { path: `${fullDraft}/mapping` },
  ],
  '/connectors/new/:draft/microsoft365': ({ fullDraft }) => [{ path: `${fullDraft}/microsoft365` }],
  '/connectors/new/:draft/schedule': ({ fullDraft }) => [
    { path: `${fullDraft}/schedule` },
    { path: `${fullDraft}/schedule`, form: { displayName: '', timezone: 'Mars' }, status: 422 },
  ],
  '/connectors/new/:draft/review': ({ fullDraft }) => [{ path: `${fullDraft}/review` }],
  '/connectors/new/:draft/discard': ({ fullDraft }) => [{ path: `${fullDraft}/discard` }],
  '/connectors/:id': ({ connector, paused }) => [
    { path: connector },
    { path: connector, as: PagesStage.viewer },
    { path: paused },
  ],
  '/connectors/:id/runs': ({ connector }) => [{ path: `${connector}/runs` }],
  '/connectors/:id/edit': ({ connector }) => [
    { path: `${connector}/edit` },
    { path: `${connector}/edit`, form: { displayName: '' }, status: 422 },
  ],
  '/connectors/:id/pause': ({ connector }) => [
    { path: `${connector}/pause` },
    { path: `${connector}/pause`, form: { reason: ' ' }, status: 422 },
  ],
  '/connectors/:id/backfill': ({ connector }) => [
    { path: `${connector}/backfill?month=2026-11` },
    { path: `${connector}/backfill`, form: { first: '2026-11-02', last: '2026-11-01' }, status: 422 },
  ],
  '/connectors/:id/backfills/:run': ({ backfill }) => [{ path: backfill }],
  '/connectors/:id/delete': ({ connector }) => [
    { path: `${connector}/delete` },
    { path: `${connector}/delete`, form: { name: 'another' }, status: 422 },
  ],
  '/connectors/:id/people': ({ connector }) => [
    { path: `${connector}/people` },
    { path: `${connector}/people?version=2&q=nobody` },
  ],
  '/connectors/:id/people/changes/:change': ({ change }) => [
    { path: change },
    { path: change, form: { version: '2' }, status: 422 },
  ],
  '/runs/:run': ({ run, openRun }) => [
    { path: run },
    { path: `${run}?reason=NoMapping&page=2` },
    { path: `${run}?q=nothing` },
    { path: openRun },
  ],
  '/health': () => [{ path: '/health' }],
  '/audit': () => [{ path: '/audit' }, { path: '/audit?who=nobody' }],
};

/** What answers with something else than a page. */
const NO_PAGES = [
  '/',
  '/session',
  '/live/connectors',
  '/live/connectors/:id',
  '/live/connectors/:id/backfills/:run',
  '/runs/:run/live',
  '/health/live',
  '/connectors/:id/people/mapping.csv',
  '/connectors/:id/people/unmapped.csv',
  '/runs/:run/report.csv',
  '/runs/:run/report.json',
  '/audit.csv',
];

/** Why there is no page, whatever the address. */
const REFUSALS: readonly Shown[] = [
  { path: '/audit', as: PagesStage.viewer, status: 403 },
  { path: '/connectors/nowhere', status: 404 },
  { path: '/connectors/new', form: {}, as: 'nobody', status: 401 },
  { path: '/sign-out', form: { x: TOO_LARGE }, as: 'nobody', status: 413 },
  { path: '/fails', status: 500 },
];

/** Counts the live parts of a page whose first content has not come yet: what is judged is not to change meanwhile. */
const COUNT_LIVE = `
  globalThis.liveToCome = 0;
  globalThis.EventSource = class extends EventSource {
    constructor(address) {
      super(address);
      liveToCome += 1;
      this.addEventListener('content', () => (liveToCome -= 1), { once: true });
    }
  };`;

const SEND = `({ address, form }) => {
  const element = document.body.appendChild(document.createElement('form'));
  [element.method, element.action] = ['post', address];
  for (const [name, value] of Object.entries(form)) {
    const field = element.appendChild(document.createElement('input'));
    [field.name, field.value] = [name, value];
  }
  element.submit();
}`;

describe('every page of the console in a browser', function () {
  this.timeout(10 * MINUTE_MS);
  let stage: PagesStage;
  let browser: Browser;

  before(async function () {
    browser = await startChromium(this);
    stage = await PagesStage.open(this);
  });
  keepFailedPages(() => browser);
  afterEach(async () => {
    stage.looking.user = PagesStage.admin;
    for (const context of browser.contexts()) await context.close();
  });
  after(async () => {
    await browser?.close();
    await stage?.close();
  });

  /** Opens it, and resolves to what the browser complains of until it has the page. */
  const open = async (
    page: Page,
    { path, form, as = PagesStage.admin, status = 200 }: Shown,
  ): Promise<string[]> => {
    const complaints: string[] = [];
    page.removeAllListeners();
    page.on('console', (said) => {
      const isStatus = said.location().url === page.url() && /the server responded/.test(said.text());
      if (said.type() === 'error' && !isStatus) complaints.push(`console: ${said.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== stage.serving.url) complaints.push(`asks ${request.url()}`);
    });
    stage.looking.user = as === 'nobody' ? undefined : as;
    const address = stage.serving.url + path;
    const answer = form ? await send(page, address, form) : await page.goto(address);
    if (answer?.status() !== status) complaints.push(`answers ${answer?.status()}`);
    while (await page.evaluate<boolean>('liveToCome > 0')) await page.waitForTimeout(10);
    return complaints;
  };
  /** As a page of ours without script sends a form. */
  const send = async (page: Page, address: string, form: Record<string, string>) => {
    await page.goto(`${stage.serving.url}/signed-out`);
    const [answer] = await Promise.all([
      page.waitForEvent('response', (response) => response.request().method() === 'POST'),
      page.waitForEvent('load'),
      page.evaluate(`(${SEND})(${JSON.stringify({ address, form })})`),
    ]);
    return answer;
  };
  const contextIn = async (locale: Language): Promise<BrowserContext> => {
    const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
    await context.addInitScript(COUNT_LIVE);
    return context;
  };

  it('has its line in the table', () => {
    const paths = ROUTES.filter(({ method }) => method === 'GET').map(({ path }) => path);
    assert.deepEqual([...Object.keys(PAGES), ...NO_PAGES].toSorted(), paths.toSorted());
  });

  for (const language of Object.keys(LANGUAGES) as Language[]) {
    it(`is for everyone in the language ${language}`, async () => {
      const page = await (await contextIn(language)).newPage();
      const shown = [...Object.values(PAGES).flatMap((pages) => pages(stage.places)), ...REFUSALS];
      for (const each of shown) {
        const faults = await open(page, each);
        faults.push(...(language === 'en' ? await judgePage(page) : await judgeWords(page)));
        assert.deepEqual(faults, [], each.path);
      }
    });
  }
});
