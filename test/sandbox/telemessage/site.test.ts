import assert from 'node:assert/strict';
import { startTestSite, type TestSite } from './fixture.js';

describe('the sandbox TeleMessage site', () => {
  let test: TestSite;
  beforeEach(async () => {
    test = await startTestSite();
  });
  afterEach(() => test.site.close());

  it('answers unknown paths 404 and wrong methods 405, with the Error body', async () => {
    for (const path of [
      '/',
      '/rest/v1/sessions',
      '/rest/v1/session/',
      '/rest/v2/archive/items',
      '/rest/v1/archive',
    ]) {
      const { status, code } = await test.ask(path, { method: 'POST' });
      assert.deepEqual({ status, code }, { status: 404, code: 'NotFound' }, path);
    }
    for (const [method, path, allow] of [
      ['GET', '/rest/v1/session', 'POST'],
      ['DELETE', '/rest/v1/archive/items', 'GET, HEAD'],
      ['PUT', '/rest/v1/archive/items/i/attachments/a', 'GET, HEAD'],
    ] as const) {
      const { status, code, headers } = await test.ask(path, { method });
      assert.deepEqual({ status, code }, { status: 405, code: 'MethodNotAllowed' }, path);
      assert.equal(headers['allow'], allow);
    }
  });

  it('fails as often as told, on the route it was told, with the headers it was told', async () => {
    test.site.failNext(2, { route: 'login', status: 429, retryAfter: '7' });
    test.site.failNext(1, { route: 'items', status: 503 });
    const throttled = await test.logIn();
    assert.deepEqual(
      [throttled.status, throttled.code, throttled.headers['retry-after']],
      [429, 'Throttled', '7'],
    );
    assert.equal((await test.logIn()).status, 429);
    const token = await test.token();
    const unavailable = await test.askItems(token, {});
    assert.deepEqual([unavailable.status, unavailable.headers['retry-after']], [503, undefined]);
    assert.equal((await test.askItems(token, {})).status, 400);
  });

  it('can fail on every route, with a code or a body of its own', async () => {
    test.site.failNext(1, { status: 503, body: '<h1>Bad gateway</h1>' });
    test.site.failNext(1, { status: 410, code: 'WindowPurged' });
    const page = await test.logIn();
    assert.deepEqual([page.status, page.bytes.toString()], [503, '<h1>Bad gateway</h1>']);
    assert.equal((await test.askItems('none', {})).code, 'WindowPurged');
    assert.equal((await test.logIn()).status, 200);
  });

  it('can answer some requests well before it fails', async () => {
    test.site.failNext(1, { route: 'login', status: 503, after: 2 });
    const statuses = [];
    for (let tries = 0; tries < 4; tries += 1) statuses.push((await test.logIn()).status);
    assert.deepEqual(statuses, [200, 200, 503, 200]);
  });

  it('a refused login that was a fault does not lock the account', async () => {
    test.site.failNext(5, { route: 'login', status: 401, code: 'InvalidCredentials' });
    for (let tries = 0; tries < 5; tries += 1) await test.logIn();
    assert.equal((await test.logIn()).status, 200);
  });

  it('writes down every request with its route and answer', async () => {
    test.site.failNext(1, { route: 'login', status: 429 });
    await test.logIn();
    await test.logIn();
    await test.askItems('none', {});
    await test.ask('/rest/v1/archive/items/a%2Fb/attachments/c');
    await test.ask('/elsewhere');
    assert.deepEqual(test.site.requests, [
      { route: 'login', status: 429 },
      { route: 'login', status: 200 },
      { route: 'items', status: 401 },
      { route: 'attachments', status: 401 },
      { route: 'other', status: 404 },
    ]);
    assert.equal(test.site.logins, 1);
  });
});
