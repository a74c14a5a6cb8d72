import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { TeleMessageSite } from '../../../src/sandbox/telemessage/site.js';
import { callSite } from '../../../src/sources/telemessage/http.js';
import { LIMITS } from '../../../src/sources/telemessage/limits.js';
import type { Source } from '../../../src/sources/source.js';
import { makeTls } from '../../../src/sandbox/tls.js';
import { startHttps } from '../../../src/sandbox/https-server.js';
import { Credentials, patience, sourceOf, startRawSite, startSite, WINDOW } from './fixture.js';
import { aRecord } from './record.js';

const FIRST_PAGE = { window: WINDOW, cursor: null };

describe('a page of the site', () => {
  let site: TeleMessageSite;
  let source: Source;

  const records = Array.from({ length: 5 }, (_, index) =>
    aRecord({ itemId: `item-${index}`, archivedTime: `2026-11-20T0${index}:00:00Z` }),
  );

  beforeEach(async () => {
    ({ site, source } = await startSite({
      items: records,
      pageSize: 2,
      hasEmptyFirstPage: true,
      keepsFrom: '2026-01-01T00:00:00Z',
    }));
  });
  afterEach(async () => await site.close());

  const fetchPage = async () => await source.fetchPage(FIRST_PAGE, patience());

  it('leads to the next one until all of the window is read, over an empty one too', async () => {
    const pages = [];
    let cursor: string | null = null;
    do {
      const page = source.parsePage(await source.fetchPage({ window: WINDOW, cursor }, patience()));
      pages.push(page.records.map((record) => source.identify(record)?.itemId));
      assert.equal(page.windowCount, 5);
      cursor = page.nextCursor;
    } while (cursor !== null);
    assert.deepEqual(pages, [[], ['item-0', 'item-1'], ['item-2', 'item-3'], ['item-4']]);
  });

  for (const product of ['whatsapp-phone-archiver', 'whatsapp-cloud-archiver'] as const) {
    it(`lists what the connector’s product, ${product}, has archived and nothing else`, async () => {
      const account = { id: 'both', username: 'admin@contoso.example', password: 'right' };
      const both = await startSite({
        accounts: [{ ...account, products: ['whatsapp-phone-archiver', 'whatsapp-cloud-archiver'] }],
        items: [
          aRecord({ itemId: 'phone' }),
          aRecord({ itemId: 'cloud', product: 'whatsapp-cloud-archiver' }),
        ],
      });
      const reader = sourceOf(both.site.url, new Credentials(), product);
      const { records } = reader.parsePage(await reader.fetchPage(FIRST_PAGE, patience()));
      assert.deepEqual(
        records.map((record) => reader.parseItem(record).product),
        [product],
      );
      await both.site.close();
    });
  }

  it('holds its records as delivered, broken ones included', async () => {
    site.addItems([
      { product: 'whatsapp-phone-archiver', archivedTime: '2026-11-20T00:00:00Z', itemId: 7, revision: null },
    ]);
    const { nextCursor } = source.parsePage(await fetchPage());
    const bytes = await source.fetchPage({ window: WINDOW, cursor: nextCursor }, patience());
    assert.deepEqual(source.parsePage(bytes).records[1], {
      product: 'whatsapp-phone-archiver',
      archivedTime: '2026-11-20T00:00:00Z',
      itemId: 7,
      revision: null,
    });
  });

  it('of a purged window is not an empty page', async () => {
    const window = { from: '2025-01-01T00:00:00.000Z', to: '2025-01-02T00:00:00.000Z' };
    await assert.rejects(source.fetchPage({ window, cursor: null }, patience()), { code: 'WindowPurged' });
  });

  it('with a cursor that the site does not know is told apart, so that the window is listed again', async () => {
    await assert.rejects(source.fetchPage({ window: WINDOW, cursor: 'nowhere' }, patience()), {
      code: 'CursorRefused',
      message: /400 InvalidCursor/,
    });
  });

  it('that is throttled comes with the delay that was asked for', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    site.failNext(1, { status: 429, route: 'items', retryAfter: '5' });
    site.failNext(1, { status: 503, route: 'items', retryAfter: date, body: '<html>canary</html>' });
    site.failNext(1, { status: 503, route: 'items' });
    await assert.rejects(fetchPage(), { code: 'Throttled', retryAfterMs: 5000 });
    await assert.rejects(fetchPage(), ({ code, retryAfterMs, message }) => {
      assert.ok(code === 'Throttled' && retryAfterMs > 55_000 && retryAfterMs <= 60_000);
      assert.doesNotMatch(message, /canary/);
      return true;
    });
    await assert.rejects(fetchPage(), { code: 'Throttled', retryAfterMs: undefined });
    await fetchPage();
  });

  for (const [status, code, reason] of [
    [410, undefined, 'SourceAnswerInvalid'],
    [404, 'AttachmentNotFound', 'SourceAnswerInvalid'],
    [403, 'Forbidden', 'SourceAnswerInvalid'],
    [400, 'InvalidWindow', 'SourceRefused'],
    [500, 'InternalError', 'SourceAnswerInvalid'],
    [502, undefined, 'SourceUnreachable'],
    [504, undefined, 'SourceUnreachable'],
  ] as const) {
    it(`answered ${status} ${code ?? 'by a proxy'} is ${reason}`, async () => {
      site.failNext(1, { status, route: 'items', ...(code ? { code } : { body: '<html>gone</html>' }) });
      await assert.rejects(fetchPage(), { code: reason });
    });
  }

  it('answered 401 with whatever code costs one new login', async () => {
    await fetchPage();
    const before = site.logins;
    site.failNext(1, { status: 401, route: 'items', code: 'SomethingElse' });
    await fetchPage();
    assert.equal(site.logins, before + 1);
  });

  it('is given up with the reason of whoever gives up', async () => {
    await source.account(patience());
    const canceled = new AbortController();
    const page = source.fetchPage(FIRST_PAGE, canceled.signal);
    canceled.abort(new Error('canceled'));
    await assert.rejects(page, { message: 'canceled' });
  });

  it('of a site that is not there is unreachable, with the system’s code', async () => {
    await site.close();
    await assert.rejects(sourceOf(site.url).fetchPage(FIRST_PAGE, patience()), {
      code: 'SourceUnreachable',
      message: /ECONNREFUSED/,
    });
  });
});

describe('an answer of the site', () => {
  const page = JSON.stringify({ items: [], nextCursor: null, windowCount: 0 });
  const json = { 'content-type': 'application/json' };

  const bad: Record<string, [string, (response: ServerResponse) => void]> = {
    'a login page in HTML': [
      'SourceAnswerInvalid',
      (response) => response.setHeader('content-type', 'text/html').end('<html>'),
    ],
    'a page without a type': ['SourceAnswerInvalid', (response) => response.end(page)],
    'JSON cut off at the end': [
      'SourceAnswerInvalid',
      (response) => response.writeHead(200, json).end(page.slice(0, -1)),
    ],
    'nothing at all': ['SourceAnswerInvalid', (response) => response.writeHead(200, json).end()],
    'no content': ['SourceAnswerInvalid', (response) => response.writeHead(204).end()],
    'text that is not UTF-8': [
      'SourceAnswerInvalid',
      (response) =>
        response.writeHead(200, json).end(Buffer.from(page.replace('[]', '["\u00e9"]'), 'latin1')),
    ],
    'no windowCount': [
      'SourceAnswerInvalid',
      (response) => response.writeHead(200, json).end('{"items":[],"nextCursor":null}'),
    ],
    'no nextCursor': [
      'SourceAnswerInvalid',
      (response) => response.writeHead(200, json).end('{"items":[],"windowCount":0}'),
    ],
    'an empty cursor': [
      'SourceAnswerInvalid',
      (response) => response.writeHead(200, json).end('{"items":[],"nextCursor":"","windowCount":0}'),
    ],
    'items that are no list': [
      'SourceAnswerInvalid',
      (response) => response.writeHead(200, json).end('{"items":{},"nextCursor":null,"windowCount":0}'),
    ],
    'an error with a good status': [
      'SourceAnswerInvalid',
      (response) => response.writeHead(200, json).end('{"error":{"code":"Oops"}}'),
    ],
    'a connection cut in the middle': [
      'SourceUnreachable',
      (response) => {
        response.writeHead(200, { ...json, 'content-length': page.length }).write(page.slice(0, 9));
        setImmediate(() => response.destroy());
      },
    ],
    'a connection cut at once': ['SourceUnreachable', (response) => response.destroy()],
  };
  for (const [name, [code, answer]] of Object.entries(bad)) {
    it(`that is ${name} is ${code}, never an empty page`, async () => {
      const raw = await startRawSite((_, response) => answer(response));
      await assert.rejects(raw.source.fetchPage(FIRST_PAGE, patience()), { code });
      await raw.close();
    });
  }

  it('that is good is taken, in the same way as the bad ones are not', async () => {
    const raw = await startRawSite((_, response) => response.writeHead(200, json).end(page));
    assert.deepEqual(await raw.source.fetchPage(FIRST_PAGE, patience()), Buffer.from(page));
    await raw.close();
  });

  it('is not read further than a page may be large', async () => {
    let sentBytes = 0;
    const raw = await startRawSite((_, response) => {
      const spaces = Buffer.alloc(1024 * 1024, 0x20);
      const send = () => {
        sentBytes += spaces.length;
        if (!response.destroyed && sentBytes < 4 * LIMITS.MAX_PAGE_BYTES) response.write(spaces, send);
      };
      response.writeHead(200, json);
      send();
    });
    await assert.rejects(raw.source.fetchPage(FIRST_PAGE, patience()), {
      code: 'SourceAnswerInvalid',
      message: /larger than/,
    });
    assert.ok(sentBytes < 2 * LIMITS.MAX_PAGE_BYTES);
    await raw.close();
  });

  it('that is refused unread lets go of its connection', async () => {
    let closed: Promise<unknown> | undefined;
    const raw = await startRawSite((_, response) => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-type': 'text/html' }).write('<html>');
    });
    await assert.rejects(raw.source.fetchPage(FIRST_PAGE, patience()), { code: 'SourceAnswerInvalid' });
    await closed;
    await raw.close();
  });

  for (const [where, start] of Object.entries({
    'before its head': () => undefined,
    'in its body': (response: ServerResponse) => void response.writeHead(200, json).write('{'),
  })) {
    it(`that stops ${where} ends at the deadline`, async () => {
      const raw = await startRawSite((_, response) => start(response));
      const call = { url: raw.url, signal: patience(), deadlineMs: 100 };
      await assert.rejects(
        callSite(call, async (response) => await response.text()),
        { code: 'SourceUnreachable', message: /TimeoutError/ },
      );
      await raw.close();
    });
  }

  it('by a stranger’s certificate is not listened to, and the next step says why', async () => {
    const stranger = await startHttps({ tls: await makeTls(), fetch: () => new Response(page) });
    await assert.rejects(sourceOf(stranger.url).account(patience()), {
      code: 'SourceUnreachable',
      nextStep: /NODE_EXTRA_CA_CERTS/,
    });
    await stranger.close();
  });

  it('over plain http is never asked for', () => {
    assert.throws(() => sourceOf('http://127.0.0.1:1'), { code: 'InvalidArgument' });
  });
});
