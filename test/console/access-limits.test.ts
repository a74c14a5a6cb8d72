import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { Hono } from 'hono';
import { AccessLog } from '../../src/console/access/access-log.js';
import { Buckets } from '../../src/console/access/buckets.js';
import type { User } from '../../src/console/access/permissions.js';
import { buildApp } from '../../src/console/app.js';
import type { Console, ConsoleEnv, Route } from '../../src/console/environment.js';
import { live } from '../../src/console/live.js';
import { ArchiveError } from '../../src/domain/errors.js';
import type { ReasonCode } from '../../src/domain/reasons.js';
import { serve, type Serving } from '../../src/console/serve.js';
import { newId } from '../storage/shared-azurite.js';
import { silentLogger } from './silent-logger.js';
import { storedMeans } from './stored-means.js';

const ORIGIN = 'http://127.0.0.1';
const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;

const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/page', permission: 'public', handle: (c) => c.text('page') },
  { method: 'GET', path: '/sign-in', permission: 'public', handle: (c) => c.text('sign-in') },
  { method: 'POST', path: '/open', permission: 'public', handle: (c) => c.text('open') },
  {
    method: 'POST',
    path: '/form',
    permission: 'view',
    handle: async (c) => c.json(Object.keys(await c.req.parseBody())),
  },
  {
    method: 'POST',
    path: '/file',
    permission: 'view',
    takesFile: true,
    handle: async (c) => c.json(Object.keys(await c.req.parseBody())),
  },
  {
    method: 'GET',
    path: '/live',
    permission: 'view',
    handle: (c) => live(c, async () => await Promise.resolve({ content: 'now', isLast: false })),
  },
  {
    method: 'GET',
    path: '/fails/:code',
    permission: 'view',
    handle: (c) => {
      throw new ArchiveError(c.req.param('code') as ReasonCode, 'A message.', { nextStep: 'Do this.' });
    },
  },
  { method: 'POST', path: '/administer/:id', permission: 'administer', handle: (c) => c.text('done') },
];

describe('what the console takes', () => {
  let viewer: User;
  let now: number;
  let console: Console;

  before(async () => {
    console = { means: await storedMeans(), origin: new URL(ORIGIN), temporalUi: undefined };
  });

  beforeEach(() => {
    viewer = { name: newId('ann'), roles: ['viewer'] };
    now = Date.parse('2026-11-20T09:00:00.000Z');
  });

  const appFor = (user: User | undefined, options: Partial<Console> = {}): Hono<ConsoleEnv> =>
    buildApp({
      console: { ...console, ...options },
      userOf: () => Promise.resolve(user),
      logger: silentLogger,
      routes: ROUTES,
      now: () => now,
    });
  const post = async (
    user: User | undefined,
    path: string,
    headers: Record<string, string>,
    body?: string | FormData,
  ) =>
    await appFor(user).request(ORIGIN + path, {
      method: 'POST',
      headers: { host: '127.0.0.1', origin: ORIGIN, ...headers },
      ...(body !== undefined && { body }),
    });
  const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };

  it('is forms, of both kinds', async () => {
    assert.deepEqual(await (await post(viewer, '/form', urlencoded, 'a=1&b=2')).json(), ['a', 'b']);
    const form = new FormData();
    form.set('file', new File(['x'], 'm.csv'));
    assert.deepEqual(await (await post(viewer, '/form', {}, form)).json(), ['file']);
  });

  it('is nothing but forms', async () => {
    for (const type of ['application/json', 'text/plain', 'text/xml', 'application/x-www-form-urlencodedx']) {
      assert.equal((await post(viewer, '/form', { 'content-type': type }, '{}')).status, 415, type);
    }
  });

  it('is no damaged form', async () => {
    const damaged = [
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'multipart/form-data; boundary=',
    ];
    for (const type of damaged) {
      const answer = await post(
        viewer,
        '/form',
        { 'content-type': type },
        '--x\r\nContent-Disposition: form-data',
      );
      assert.equal(answer.status, 400, type);
    }
  });

  it('is up to 64 KB, and 20 MB where a file may come, in a form of parts', async () => {
    const { length } = 'a=';
    const cases = [
      { user: viewer, path: '/form', bytes: 64 * 1024, status: 200 },
      { user: viewer, path: '/form', bytes: 64 * 1024 + 1, status: 413 },
      { user: viewer, path: '/file', bytes: 64 * 1024 + 1, status: 413 },
      { user: undefined, path: '/open', bytes: 64 * 1024, status: 200 },
      { user: undefined, path: '/open', bytes: 64 * 1024 + 1, status: 413 },
      // Not even looked at.
      { user: undefined, path: '/form', bytes: 20 * MIB + 1, status: 401 },
    ];
    for (const { user, path, bytes, status } of cases) {
      const answer = await post(user, path, urlencoded, `a=${'x'.repeat(bytes - length)}`);
      assert.equal(answer.status, status, `${path} ${bytes}`);
    }
    for (const [path, mib, status] of [
      ['/file', 19, 200],
      ['/file', 21, 413],
      ['/form', 1, 413],
    ] as const) {
      const form = new FormData();
      form.set('csv', new File([new Uint8Array(mib * MIB)], 'm.csv'));
      assert.equal((await post(viewer, path, {}, form)).status, status, `${path} ${mib} MiB`);
    }
  });

  it('is a form of up to 100 parts, which are counted before they are parsed', async () => {
    for (const [parts, status] of [
      [100, 200],
      [101, 413],
      [250_000, 413],
    ] as const) {
      const boundary = '-'.repeat(27);
      const part = `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n`;
      const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      const answer = await post(viewer, '/file', type, `${part.repeat(parts)}--${boundary}--\r\n`);
      assert.equal(answer.status, status, String(parts));
    }
  });

  it('is no part whose head is longer than 4 KB, of which each line would be parsed', async () => {
    const boundary = '-'.repeat(27);
    const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const ask = async (lines: number) => {
      const head = `Content-Disposition: form-data; name="a"\r\n${'X: y\r\n'.repeat(lines)}`;
      return (await post(viewer, '/file', type, `--${boundary}\r\n${head}\r\n\r\n--${boundary}--\r\n`))
        .status;
    };
    assert.equal(await ask(600), 200, 'control');
    assert.equal(await ask(700), 400);
    assert.equal(await ask(3_000_000), 400);
  });

  it('is no form that names two boundaries, or hides its own', async () => {
    const [boundary, other] = ['-'.repeat(27), '-'.repeat(28)];
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n--${boundary}--\r\n`;
    const ask = async (parameters: string) =>
      (await post(viewer, '/file', { 'content-type': `multipart/form-data; ${parameters}` }, body)).status;
    assert.equal(await ask(`boundary="${boundary}"`), 200, 'control');
    assert.equal(await ask(`boundary=${boundary}; boundary=${other}`), 400);
    assert.equal(await ask(`x="; boundary=${other}"; boundary=${boundary}`), 400);
  });

  it('is so many pages a user at once, and then ten a second', async () => {
    const app = appFor(viewer);
    const ask = async () => (await app.request(`${ORIGIN}/page`, { headers: { host: '127.0.0.1' } })).status;
    for (let asked = 0; asked < 600; asked++) assert.equal(await ask(), 200);
    assert.equal(await ask(), 429);
    now += 100;
    assert.equal(await ask(), 200);
    assert.equal(await ask(), 429);
  });

  it('is fewer sign-ins an address, and an address is what the proxy next to us says', async () => {
    const app = appFor(undefined, { isBehindProxy: true });
    const ask = async (forwarded: string) =>
      (
        await app.request(`${ORIGIN}/sign-in`, {
          headers: { host: '127.0.0.1', 'x-forwarded-for': forwarded },
        })
      ).status;
    for (let asked = 0; asked < 60; asked++) assert.equal(await ask(`10.0.0.${asked}, 192.0.2.1`), 200);
    assert.equal(await ask('10.1.1.1, 192.0.2.1'), 429);
    assert.equal(await ask('192.0.2.2'), 200, 'control: another address');
  });

  it('is no id that storage cannot hold: there is no such connector, whatever was typed', async () => {
    for (const id of ['\0', 'a/b', 'x'.repeat(2_000)]) {
      const missing = { code: 'ConnectorNotFound', message: 'There is no connector of that id.' };
      await assert.rejects(console.means.connectors.get(id), missing);
    }
  });

  it('is 20 streams of events a user, each until it ends', async () => {
    const app = appFor(viewer);
    const open = async () => await app.request(`${ORIGIN}/live`, { headers: { host: '127.0.0.1' } });
    const streams: Response[] = [];
    for (let asked = 0; asked < 20; asked++) streams.push(await open());
    assert.ok(streams.every(({ status }) => status === 200));
    assert.equal((await open()).status, 429);
    await streams.pop()?.body?.cancel();
    const further = await open();
    assert.equal(further.status, 200);
    assert.equal((await open()).status, 429, 'one that ends is given back once');
    for (const { body } of [...streams, further]) await body?.cancel();
    const head = { method: 'HEAD', headers: { host: '127.0.0.1' } };
    for (let asked = 0; asked < 21; asked++)
      assert.equal((await app.request(`${ORIGIN}/live`, head)).status, 200, 'nobody reads it');
    const last = await open();
    assert.equal(last.status, 200);
    await last.body?.cancel();
  });

  it('is answered with what is wrong where that is known, and with 503 where something is out of reach', async () => {
    const ask = async (code: string) =>
      await appFor(viewer).request(`${ORIGIN}/fails/${code}`, { headers: { host: '127.0.0.1' } });
    for (const [code, status] of [
      ['StorageUnreachable', 503],
      ['TemporalUnreachable', 503],
      ['InvalidArgument', 422],
      ['ConnectorNotFound', 404],
      ['Unexpected', 500],
    ] as const) {
      const answer = await ask(code);
      assert.equal(answer.status, status, code);
      const isSaid = (await answer.text()).includes('A message.');
      assert.equal(isSaid, status === 503 || status === 422, code);
    }
  });

  it('counts what it does not write into the next entry, and loses no sign-in of a large office', async () => {
    const log = new AccessLog(console.means.audit, silentLogger, () => now);
    const [first] = ROUTES;
    assert.ok(first);
    for (let tries = 0; tries < 13; tries++) await log.refused(viewer, first);
    for (let tries = 0; tries < 2; tries++) await log.refused(viewer, { ...first, path: '/other' });
    now += DAY_MS;
    await log.refused(viewer, first);
    const entries = await console.means.audit.list(50, ({ by }) => by === viewer.name);
    assert.equal(entries.length, 13, 'another page is another attempt');
    const counted = entries.map(({ after }) => (after as { leftOutBefore?: number }).leftOutBefore ?? 0);
    assert.deepEqual(
      counted.filter((count) => count > 0),
      [3],
    );
    for (let person = 0; person < 150; person++)
      await log.signedIn({ ...viewer, name: `${viewer.name} ${person}` });
    const office = await console.means.audit.list(500, ({ by }) => by.startsWith(`${viewer.name} `));
    assert.equal(office.length, 150);
  });

  it('writes down who wanted to go where they may not, and of which connector', async () => {
    const form = { ...urlencoded };
    assert.equal((await post(viewer, '/administer/emea', form)).status, 403);
    assert.equal((await post(viewer, '/administer/%0aForged', form)).status, 403);
    const entries = await console.means.audit.list(10, ({ by }) => by === viewer.name);
    const attempt = { method: 'POST', page: '/administer/:id', permission: 'administer' };
    for (const { action, after } of entries) assert.deepEqual([action, after], ['access.refuse', attempt]);
    assert.deepEqual(new Set(entries.map((entry) => entry.connectorId)), new Set(['emea', null]));
  });

  it('counts apart what two people of the same name do', async () => {
    const log = new AccessLog(console.means.audit, silentLogger, () => now);
    for (const id of ['1', '2'])
      for (let tries = 0; tries < 11; tries++) await log.signedIn({ ...viewer, id });
    const entries = await console.means.audit.list(50, ({ by }) => by === viewer.name);
    for (const id of ['1', '2']) assert.equal(entries.filter(({ byId }) => byId === id).length, 10);
  });

  it('lets nobody fill the audit log', async () => {
    const log = new AccessLog(console.means.audit, silentLogger, () => now);
    const route = ROUTES[0];
    assert.ok(route);
    const written = async () =>
      (await console.means.audit.list(1000, ({ by }) => by.startsWith(viewer.name))).length;
    for (let tries = 0; tries < 50; tries++) await log.refused(viewer, route);
    assert.equal(await written(), 10);
    for (let tries = 0; tries < 150; tries++) {
      await log.refused({ ...viewer, name: `${viewer.name} ${tries}` }, route);
    }
    assert.equal(await written(), 100);
    now += DAY_MS;
    await log.refused(viewer, route);
    assert.equal(await written(), 101, 'control: and goes on later');
  });
});

describe('a bucket', () => {
  it('has no more than its burst, and nothing from a clock that went back', () => {
    let now = 1_000_000;
    const buckets = new Buckets({ burst: 2, perSecond: 1 }, () => now);
    assert.deepEqual(
      [1, 2, 3].map(() => buckets.take('a')),
      [true, true, false],
    );
    assert.equal(buckets.take('b'), true, 'each caller has their own');
    now += 3_600_000;
    assert.deepEqual(
      [1, 2, 3].map(() => buckets.take('a')),
      [true, true, false],
    );
    now -= 3_600_000;
    assert.equal(buckets.take('a'), false);
  });
});

describe('the console on a real connection', () => {
  let serving: Serving;

  before(async () => {
    const console: Console = { means: await storedMeans(), origin: new URL(ORIGIN), temporalUi: undefined };
    const userOf = () => Promise.resolve({ name: newId('ann'), roles: ['viewer'] } as const);
    const app = buildApp({ console, userOf, logger: silentLogger, routes: ROUTES });
    serving = await serve({ host: '127.0.0.1', port: 0, tls: undefined, fetch: app.fetch });
    console.origin = new URL(serving.url);
  });

  after(async () => {
    await serving.close();
  });

  it('refuses a form that is sent without its length as soon as it is too large', async () => {
    const sent = request(`${serving.url}/form`, {
      method: 'POST',
      headers: { origin: serving.url, 'content-type': 'application/x-www-form-urlencoded' },
    });
    const answered = once(sent, 'response');
    sent.on('error', () => undefined); // the console closes the connection in the middle of it
    for (let mib = 0; mib < 60 && !sent.destroyed; mib++) sent.write(new Uint8Array(MIB));
    const [answer] = await answered;
    assert.equal(answer.statusCode, 413);
    sent.destroy();
  });
});
