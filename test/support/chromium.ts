import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where Debian's package puts it. */
const CHROMIUM = '/usr/bin/chromium';
/** It asks nobody for anything by itself. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const FAILED_PAGES = join(tmpdir(), 'whatsapp-archiver-failed-pages');

export const hasChromium = existsSync(CHROMIUM);

/** The calling hook or test is skipped, with the reason, where Chromium is not installed. */
export async function startChromium(context: Context, flags: readonly string[] = []): Promise<Browser> {
  if (hasChromium) return await launchChromium(flags);
  context['skipReason'] = 'Chromium is not installed';
  return context.skip();
}

/** For whoever has seen that it is there. */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  return await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...QUIET, ...flags] });
}

/**
 * For the suite that calls it: of a test that fails, each page that is open then is kept, as a picture and as HTML, and
 * the failure says where.
 */
export function keepFailedPages(browserOf: () => Browser | undefined): void {
  afterEach('keep the pages of a failed test', async function () {
    const { currentTest } = this;
    if (currentTest?.state !== 'failed') return;
    const pages = browserOf()
      ?.contexts()
      .flatMap((each) => each.pages());
    const paths = await keep(pages ?? [], currentTest.fullTitle());
    if (currentTest.err) addTo(currentTest.err, paths.map((path) => `\nSee ${path}`).join(''));
  });
}

/** Resolves to the paths of the pictures; the HTML stands beside each. */
async function keep(pages: readonly Page[], title: string): Promise<string[]> {
  await mkdir(FAILED_PAGES, { recursive: true });
  const name = join(FAILED_PAGES, title.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 150));
  return await Promise.all(
    pages.map(async (page, index) => {
      const path = `${name}-${index + 1}`;
      await page.screenshot({ path: `${path}.png`, fullPage: true });
      await writeFile(`${path}.html`, await page.content());
      return `${path}.png`;
    }),
  );
}

/** Mocha's reporters take the message from the stack, or from itself. */
function addTo(error: Error, text: string): void {
  const message = error.message + text;
  if (error.stack !== undefined) error.stack = error.stack.replace(error.message, () => message);
  error.message = message;
}
