import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { hasChromium, launchChromium } from '../../test/support/chromium.js';
import { openInstallation } from '../console-installation.js';
import { number, say, type Figure } from '../measure.js';

const CONNECTORS = 100;
const ANSWERS = 15;
const LOADS = 5;
const KB = 1_000;
/** The frame of every page with two sentences in it: what is over is the page's own. */
const YARDSTICK = '/nowhere';

/** The pages of a console with a hundred connectors, and a report of so many failures. */
export async function bench(failures = 100_000): Promise<Figure[]> {
  say(`console: makes ${number(CONNECTORS)} connectors and a report of ${number(failures)} failures`);
  const { url, connectors, runId, close } = await openInstallation(CONNECTORS, failures);
  const browser = hasChromium ? await launchChromium() : undefined;
  const connector = `/connectors/${connectors[0]}`;
  const run = `/runs/${runId}`;
  const paths: readonly (readonly [string, string])[] = [
    ['all connectors', '/connectors'],
    ['a connector', connector],
    ['its people', `${connector}/people`],
    ['a new backfill', `${connector}/backfill`],
    ['the run', run],
    ['the run, one found', `${run}?q=item-${failures - 1}`],
    ['the run, its last page', `${run}?page=${Math.ceil(failures / 50)}`],
    ['the audit log', '/audit'],
  ];
  try {
    const yardstick = await measure(url + YARDSTICK, browser);
    assert.equal(yardstick.status, 404);
    const figures = figuresOf('no such page', yardstick, yardstick);
    for (const [what, path] of paths) {
      const taken = await measure(url + path, browser);
      assert.equal(taken.status, 200, what);
      figures.push(...figuresOf(what, taken, yardstick));
    }
    return figures;
  } finally {
    await browser?.close();
    await close();
  }
}

interface Taken {
  status: number | undefined;
  /** To the first byte: of the first request, and the median of all. */
  firstMs: number;
  answerMs: number;
  /** Until a browser has the whole page; undefined where there is no browser. */
  loadMs: number | undefined;
  bytes: number;
  sentBytes: number;
}

async function measure(address: string, browser: Browser | undefined): Promise<Taken> {
  const answers = [];
  for (let asked = 0; asked < ANSWERS; asked += 1) answers.push(await ask(address));
  const times = answers.map(({ ms }) => ms);
  const { sent, status } = await ask(address);
  return {
    status,
    firstMs: times[0] ?? Number.NaN,
    answerMs: median(times),
    loadMs: browser && (await load(address, browser)),
    bytes: gunzipSync(sent).length,
    sentBytes: sent.length,
  };
}

/** As a browser asks that takes it compressed. */
async function ask(address: string): Promise<{ ms: number; sent: Buffer; status: number | undefined }> {
  const startedAt = performance.now();
  const sent = request(address, { headers: { 'accept-encoding': 'gzip', accept: 'text/html' } }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const ms = performance.now() - startedAt;
  return { ms, sent: await buffer(answer), status: answer.statusCode };
}

async function load(address: string, browser: Browser): Promise<number> {
  const page = await browser.newPage();
  const times = [];
  for (let loaded = 0; loaded < LOADS; loaded += 1) {
    await page.goto(address);
    times.push(await page.evaluate<number>(`performance.getEntriesByType('navigation')[0].loadEventStart`));
  }
  await page.close();
  return median(times);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function figuresOf(what: string, taken: Taken, yardstick: Taken): Figure[] {
  const { firstMs, answerMs, loadMs, bytes, sentBytes } = taken;
  const figures: Figure[] = [
    {
      what: `${what}: first byte`,
      figure: `${number(answerMs)} ms, at first ${number(firstMs)} ms`,
      ratio: { times: answerMs / yardstick.answerMs, yardstick: 'no such page' },
    },
    {
      what: `${what}: weight`,
      figure: `${number(bytes / KB)} kB, sent as ${number(sentBytes / KB)} kB`,
      ratio: { times: sentBytes / yardstick.sentBytes, yardstick: 'no such page' },
    },
  ];
  if (loadMs === undefined || yardstick.loadMs === undefined) return figures;
  const ratio = { times: loadMs / yardstick.loadMs, yardstick: 'no such page' };
  return [...figures, { what: `${what}: loaded`, figure: `${number(loadMs)} ms`, ratio }];
}
