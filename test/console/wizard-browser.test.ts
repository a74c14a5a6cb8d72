import assert from 'node:assert/strict';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { prepareWizard } from '../../src/cli/demo-wizard.js';
import { consentAddress } from '../../src/operations/microsoft365-consent.js';
import { startConsoleProcess, type ConsoleProcess } from '../../src/processes/console.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import { ADMIN } from '../../src/sandbox/installation.js';
import { Stage } from '../cli/support.js';
import { keepFailedPages, startChromium } from '../support/chromium.js';
import { until } from '../support/until.js';

const MINUTE_MS = 60_000;

/** What the other product has archived. */
const CLOUD_MESSAGES = 6;

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
    browser = await startChromium(this);
    stage = await Stage.start(this, { seed: 'wizard' });
    [serving] = await Promise.all([
      startConsoleProcess({ ...stage.env, ARCHIVER_CONSOLE_PORT: '0' }),
      stage.startWorker(),
    ]);
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    await serving?.stop();
    await stage?.close();
  });
  keepFailedPages(() => browser);

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

  /** Commands and addresses are read, and copied, without moving anything aside. */
  const assertNothingCutOff = async (): Promise<void> => {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      const wider =
        "[...document.querySelectorAll('main .scroll')].filter((e) => e.scrollWidth > e.clientWidth)";
      assert.equal(await page.evaluate<number>(`${wider}.length`), 0, `at ${width} pixels`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };

  it('leads to Entra’s page to consent', async () => {
    const { installation } = stage;
    const address = consentAddress({
      cloud: 'worldwide',
      tenantId: installation.tenant.tenantId,
      clientId: installation.tenant.clientId,
      authorityHost: installation.tenant.url,
    });
    const entra = await browser.newPage({ ignoreHTTPSErrors: true });
    installation.tenant.rights.directory = false;
    await entra.goto(address);
    await entra.getByRole('button', { name: 'Accept' }).click();
    await entra.getByText('Consented for the whole organisation.').waitFor();
    assert.equal(installation.tenant.rights.directory, true);
    await entra.close();
  });

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
    await check('Install the file in spite of its faults');
    await click('Next');
    if (world.mapping !== 'automatic') {
      await page.getByRole('heading', { name: 'What this mapping does' }).waitFor();
      await assertAt('User mapping');
      await click('Next');
    }
    await assertAt('Microsoft 365');
    await assertNothingCutOff();
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

  it('leads to a report that is seen whole, and a log that a small telephone shows', async () => {
    const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1280, height: 800 } });
    const german = await context.newPage();
    const widthOf = async (element: string): Promise<number> =>
      await german.evaluate<number>(`${element}.scrollWidth - ${element}.clientWidth`);
    await german.goto(`${serving.url}/connectors/whatsapp-emea`);
    await german.locator('a[href^="/runs/"]').first().click();
    await german.getByRole('link', { name: 'CSV herunterladen' }).waitFor();
    assert.equal(await widthOf(`document.querySelector('.copies').parentElement`), 0);
    await german.setViewportSize({ width: 320, height: 700 });
    assert.equal(await widthOf('document.documentElement'), 0);
    await german.goto(`${serving.url}/audit`);
    assert.equal(await widthOf('document.documentElement'), 0);
    await context.close();
  });

  it('leads to imported mail by what the demo says at its end', async () => {
    const { world, installation } = stage;
    const words = await prepareWizard({ ...installation, world, consoleUrl: serving.url });
    const said = (pattern: RegExp): string => pattern.exec(words)?.[1] ?? assert.fail(words);
    const mails = (): number => installation.tenant.messagesOf(said(/365 (\S+) is to open/)).length;
    const before = mails();
    await page.goto(said(/by hand: (\S+)/));
    await click('Add connector');
    await check('I accept these terms for my organisation');
    await click('Next');
    await check('WhatsApp Cloud Archiver');
    await fill('Address of the site', said(/Cloud Archiver, (\S+),/));
    await fill('User name', said(/user (\S+),/));
    await fill('Password', said(/password (.*)$/m));
    await click('Log in and go on');
    await page.getByLabel('CSV file').setInputFiles(said(/a file to try: (.*\.csv)/));
    await check('Install the file in spite of its faults');
    await click('Next');
    await page.getByText('This mapping can be installed.').waitFor();
    await click('Next');
    await fill('Somebody whose mail is archived', said(/365 (\S+) is to open/));
    await fill('Somebody whose mailbox is to stay closed', said(/open, (\S+) is not/));
    await click('Check again');
    await page.getByText(/sam\.quiet\S* is refused$/).waitFor();
    await click('Next');
    await fill('Name', 'By hand');
    await click('Next');
    await click('Finish');
    await page.waitForURL('**/connectors/by-hand');
    await click('Run now');
    await until('the talk in a mailbox', () => mails() === before + CLOUD_MESSAGES, 2 * MINUTE_MS);
  });
});
