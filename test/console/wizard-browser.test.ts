import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startConsoleProcess, type ConsoleProcess } from '../../src/processes/console.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import { ADMIN } from '../../src/sandbox/installation.js';
import { Stage } from '../cli/support.js';
import { until } from '../support/until.js';

const CHROMIUM = '/usr/bin/chromium';
const MINUTE_MS = 60_000;

const PRODUCTS: Record<string, string> = {
  'whatsapp-phone-archiver': 'WhatsApp Phone Archiver',
  'whatsapp-cloud-archiver': 'WhatsApp Cloud Archiver',
};

describe('the wizard in a browser', function () {
  this.timeout(5 * MINUTE_MS);
  let stage: Stage;
  let serving: ConsoleProcess;
  let browser: Browser;
  let page: Page;
  let clicks = 0;

  before(async function () {
    if (!existsSync(CHROMIUM)) {
      Object.assign(this, { skipReason: 'Chromium is not installed' });
      this.skip();
    }
    stage = await Stage.start(this, { seed: 'wizard' });
    [serving, browser] = await Promise.all([
      startConsoleProcess({ ...stage.env, ARCHIVER_CONSOLE_PORT: '0' }),
      chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] }),
      stage.startWorker(),
    ]);
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    await serving?.stop();
    await stage?.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await page.screenshot({ path: `${stage.installation.directory}/failed.png` });
  });

  const click = async (name: string): Promise<void> => {
    clicks += 1;
    await page.getByRole('button', { name, exact: true }).first().click();
  };
  const check = async (label: string): Promise<void> => {
    clicks += 1;
    await page.getByLabel(label, { exact: true }).check();
  };
  const fill = async (name: string, text: string): Promise<void> =>
    await page.getByRole('textbox', { name, exact: true }).fill(text);
  /** The step that is shown leaves nobody out, and fits a telephone. */
  const assertAt = async (heading: string): Promise<void> => {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      [],
    );
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await page.evaluate<number>('document.documentElement.scrollWidth'), 360, heading);
    await page.setViewportSize({ width: 1280, height: 800 });
  };

  it('leads from Add connector to an imported day', async () => {
    const { world, installation } = stage;
    await page.goto(`${serving.url}/connectors/new`);
    await assertAt('WhatsApp Archiver');
    const startedMs = Date.now();
    await click('Add connector');
    await assertAt('Terms of service');
    await check('I accept these terms for my organisation');
    await click('Next');
    await assertAt('Login to TeleMessage');
    await check(PRODUCTS[world.product] ?? '');
    await fill('Address of the site', installation.site.url);
    await fill('User name', ADMIN.username);
    await fill('Password', ADMIN.password);
    await click('Log in and go on');
    await assertAt('User mapping');
    const file = { name: 'mapping.csv', mimeType: 'text/csv', buffer: Buffer.from(world.mappingCsv) };
    if (world.mapping !== 'automatic') await page.getByLabel('CSV file').setInputFiles(file);
    await page.getByLabel('Map users automatically').setChecked(world.mapping !== 'csv');
    await check('Leave out rows that cannot be used');
    await click('Next');
    if (world.mapping !== 'automatic') {
      await page.getByRole('heading', { name: 'What this mapping does' }).waitFor();
      await assertAt('User mapping');
      await click('Next');
    }
    await assertAt('Microsoft 365');
    await click('Next');
    await assertAt('Name and schedule');
    await fill('Name', 'WhatsApp EMEA');
    await click('Next');
    await assertAt('Review');
    await click('Finish');
    await page.waitForURL('**/connectors/whatsapp-emea');
    await click('Run now');
    const isImported = (): boolean => compareMailboxes(world, installation.tenant).length === 0;
    await until('the day in the mailboxes', isImported, 2 * MINUTE_MS).catch(async (error: unknown) => {
      const report = await stage.run(['runs', 'whatsapp-emea']);
      throw new Error(
        `${report.stdout}\n${compareMailboxes(world, installation.tenant).length} differences`,
        {
          cause: error,
        },
      );
    });
    const seconds = Math.round((Date.now() - startedMs) / 1_000);
    process.stdout.write(`      from Add connector to the imported day: ${clicks} clicks, ${seconds} s\n`);
  });
});
