import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const WIDE = { width: 1280, height: 900 };
/** A telephone, on which everything is judged; the narrowest one; and a wide screen at 200 % zoom. */
const NARROW = { width: 390, height: 844 };
const NARROWEST = 360;
const ZOOMED = 640;
/** More presses than any page has places to stop at. */
const MAX_TABS = 250;
const TABS_AT_A_TIME = 25;

/** Of the axes on by default, and the size of what is pressed, which has to be asked for. */
const ALL_RULES: RunOptions = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] };
const COLORS = ['color-contrast', 'link-in-text-block'];
/** What may be otherwise in the dark. */
const COLOR_RULES = onlyRules(COLORS);
/** What may be otherwise where there is less room; all rules are asked of narrow pages in the other language. */
const ROOM_RULES = onlyRules([...COLORS, 'scrollable-region-focusable', 'target-size']);

/** What is wrong with the page that is open, in both looks, wide and narrow, and by keyboard; empty where nothing is. */
export async function judgePage(page: Page): Promise<string[]> {
  await page.setViewportSize(WIDE);
  const faults = [...(await faultsOfHead(page)), ...(await unreachable(page))];
  await page.evaluate(axe.source);
  faults.push(...(await axeFaults(page, ALL_RULES)));
  await page.setViewportSize(NARROW);
  faults.push(...(await axeFaults(page, ROOM_RULES)));
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await axeFaults(page, COLOR_RULES)).map((fault) => `dark: ${fault}`));
  await page.emulateMedia({ colorScheme: 'light' });
  return [...faults, ...(await faultsOfWidth(page))];
}

/** What is wrong with a narrow page in another language: colors and order are the same, and words may be longer. */
export async function judgeWords(page: Page): Promise<string[]> {
  await page.setViewportSize(NARROW);
  await page.evaluate(axe.source);
  return [
    ...(await faultsOfHead(page)),
    ...(await axeFaults(page, ALL_RULES)),
    ...(await faultsOfWidth(page)),
  ];
}

async function faultsOfWidth(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [NARROWEST, NARROW.width, ZOOMED, WIDE.width]) {
    await page.setViewportSize({ ...WIDE, width });
    const shown = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (shown > width) faults.push(`is ${shown} pixels wide on ${width}`);
  }
  return faults;
}

/** Controls that cannot be reached by Tab, or do not show that they have the focus. */
async function unreachable(page: Page): Promise<string[]> {
  await page.evaluate(WATCH_FOCUS);
  for (let pressed = 0; pressed < MAX_TABS; pressed += TABS_AT_A_TIME) {
    for (let press = 0; press < TABS_AT_A_TIME; press += 1) await page.keyboard.press('Tab');
    if ((await page.evaluate<string[]>(NOT_REACHED)).length === 0) return [];
  }
  return await page.evaluate<string[]>(NOT_REACHED);
}

async function faultsOfHead(page: Page): Promise<string[]> {
  const headings = await page.locator('h1').allTextContents();
  if (headings.length !== 1) return [`has ${headings.length} first headings`];
  const title = await page.title();
  return title === `${headings[0]} · WhatsApp Archiver` ? [] : [`is titled ${title}`];
}

function onlyRules(values: string[]): RunOptions {
  return { runOnly: { type: 'rule', values }, resultTypes: ['violations'] };
}

async function axeFaults(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Each element that had the focus, and whether that could be seen. */
const WATCH_FOCUS = `
  globalThis.reached = new Map();
  addEventListener('focusin', ({ target }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    const isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    reached.set(target, isSeen && target.matches(':focus-visible'));
  });`;

/** Of a group of radio buttons one takes the focus, and arrows lead to the others. */
const NOT_REACHED = `
  [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type="hidden"])')]
    .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.disabled)
    .filter((control) => ![...reached].some(([other, isSeen]) =>
      isSeen && (other === control || (control.type === 'radio' && other.name === control.name))))
    .map((control) => 'no focus: ' + control.outerHTML.slice(0, 200))`;
