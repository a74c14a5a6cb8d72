import assert from 'node:assert/strict';
import type { Source } from '../../../src/sources/source.js';
import type { TeleMessageSite } from '../../../src/sandbox/telemessage/site.js';
import { SiteRefusal } from '../../../src/sources/telemessage/refusal.js';
import { Session } from '../../../src/sources/telemessage/session.js';
import {
  LOGIN,
  patience,
  siteSettings,
  sourceOf,
  startRawSite,
  startSite,
  WINDOW,
  type Credentials,
} from './fixture.js';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the login to the site', () => {
  let site: TeleMessageSite;
  let credentials: Credentials;
  let source: Source;

  beforeEach(async () => ({ site, credentials, source } = await startSite()));
  afterEach(async () => await site.close());

  const logins = () => site.requests.filter(({ route }) => route === 'login').map(({ status }) => status);
  const fetchPage = async () => await source.fetchPage({ window: WINDOW, cursor: null }, patience());
  const account = async () => await source.account(patience());

  it('tells the account and what it has ordered', async () => {
    assert.deepEqual(await account(), { id: 'account-1', products: ['whatsapp-phone-archiver'] });
  });

  it('happens once for all who need it at the same time, and is kept', async () => {
    await Promise.all([account(), fetchPage(), account(), fetchPage()]);
    await fetchPage();
    assert.deepEqual(logins(), [200]);
  });

  it('goes on for the others when one of them gives up', async () => {
    const impatient = new AbortController();
    const given = source.account(impatient.signal);
    const kept = account();
    impatient.abort(new Error('canceled'));
    await assert.rejects(given, { message: 'canceled' });
    assert.equal((await kept).id, 'account-1');
    assert.deepEqual(logins(), [200]);
  });

  it('is not begun for one who has given up already', async () => {
    await assert.rejects(source.account(AbortSignal.abort(new Error('canceled'))), { message: 'canceled' });
    assert.deepEqual(logins(), []);
  });

  it('is renewed once where the token ended early, and the call repeated', async () => {
    await fetchPage();
    site.expireTokens();
    await Promise.all([fetchPage(), fetchPage(), fetchPage()]);
    assert.equal(site.logins, 2);
  });

  it('is renewed once for all whose calls found the token ended', async () => {
    const { secrets, refusals } = credentials;
    const session = new Session(siteSettings(site.url), secrets, refusals);
    let ended: string | undefined;
    const call = async ({ authorization }: Record<string, string>) => {
      ended ??= authorization;
      if (authorization === ended) throw new SiteRefusal(401, 'TokenExpired', undefined);
      return await Promise.resolve(authorization);
    };
    const used = await Promise.all([1, 2, 3].map(async () => await session.authorized(patience(), call)));
    assert.equal(new Set(used).size, 1);
    assert.equal(site.logins, 2);
  });

  it('is not renewed for ever where every token is refused', async () => {
    site.failNext(9, { route: 'items', status: 401, code: 'TokenExpired' });
    await assert.rejects(fetchPage(), { code: 'SourceAnswerInvalid' });
    assert.equal(site.logins, 2);
  });

  it('that leads to another account in the middle of the work stops it', async () => {
    let count = 0;
    const raw = await startRawSite(
      (_, response) => response.writeHead(401, JSON_TYPE).end('{"error":{"code":"TokenExpired"}}'),
      () => ({ ...LOGIN, account: { id: `account-${++count}`, products: [] } }),
    );
    await assert.rejects(raw.source.fetchPage({ window: WINDOW, cursor: null }, patience()), {
      code: 'AccountMismatch',
    });
    await raw.close();
  });

  for (const [name, answer] of Object.entries({
    'no token': { ...LOGIN, token: undefined },
    'a token that is no header': { ...LOGIN, token: 'canary\ncanary' },
    'no account': { ...LOGIN, account: undefined },
    'no products': { ...LOGIN, account: { id: 'account-1' } },
  })) {
    it(`that answers with ${name} is not as agreed, and not shown`, async () => {
      const raw = await startRawSite(
        () => undefined,
        () => answer,
      );
      await assert.rejects(raw.source.account(patience()), (error: Error) => {
        assert.ok('code' in error && error.code === 'SourceAnswerInvalid');
        assert.doesNotMatch(error.message, /canary/);
        return true;
      });
      await raw.close();
    });
  }

  for (const [status, code] of [
    [403, 'ServiceNotOrdered'],
    [423, 'AccountLocked'],
  ] as const) {
    it(`is refused for good by ${code}`, async () => {
      site.failNext(1, { route: 'login', status, code });
      await assert.rejects(account(), { code: 'SourceRefusedLogin', message: new RegExp(code) });
      await assert.rejects(account(), { code: 'SourceRefusedLogin' });
      assert.deepEqual(logins(), [status]);
    });
  }

  describe('with a wrong password', () => {
    beforeEach(() => {
      credentials.password = 'canary';
    });

    it('is tried once, by however many at a time, and then never again', async () => {
      const tries = await Promise.allSettled([account(), fetchPage(), account()]);
      assert.ok(tries.every(({ status }) => status === 'rejected'));
      await assert.rejects(account(), (error: Error) => {
        assert.ok('code' in error && error.code === 'SourceRefusedLogin');
        assert.doesNotMatch(JSON.stringify([error.message, error]), /canary/);
        return true;
      });
      assert.deepEqual(logins(), [401]);
    });

    it('is not tried by another worker either', async () => {
      await assert.rejects(account(), { code: 'SourceRefusedLogin' });
      await assert.rejects(sourceOf(site.url, credentials).account(patience()), {
        code: 'SourceRefusedLogin',
      });
      assert.deepEqual(logins(), [401]);
    });

    it('is tried again once the password is another', async () => {
      await assert.rejects(account(), { code: 'SourceRefusedLogin' });
      credentials.password = 'right';
      assert.equal((await account()).id, 'account-1');
    });

    it('is tried again once the refusal is forgotten, as resuming does', async () => {
      await assert.rejects(account(), { code: 'SourceRefusedLogin' });
      credentials.refused = null;
      await assert.rejects(account(), { code: 'SourceRefusedLogin' });
      assert.deepEqual(logins(), [401, 401]);
    });

    it('is not tried again before storage has taken the refusal', async () => {
      const { refuse } = credentials.refusals;
      credentials.refusals.refuse = async () => await Promise.reject(new Error('storage is away'));
      await assert.rejects(account(), { message: 'storage is away' });
      await assert.rejects(account(), { message: 'storage is away' });
      credentials.refusals.refuse = refuse;
      await assert.rejects(account(), { code: 'SourceRefusedLogin' });
      assert.deepEqual(logins(), [401]);
      assert.equal(credentials.refused, 'v:canary');
    });
  });

  it('that is throttled or fails is not a refusal', async () => {
    site.failNext(1, { route: 'login', status: 429, retryAfter: '7' });
    site.failNext(1, { route: 'login', status: 500, code: 'InternalError' });
    await assert.rejects(account(), { code: 'Throttled', retryAfterMs: 7000 });
    await assert.rejects(account(), { code: 'SourceAnswerInvalid' });
    assert.equal(credentials.refused, null);
    assert.equal((await account()).id, 'account-1');
  });

  it('without a secret sends nothing', async () => {
    credentials.secrets.read = async () => await Promise.reject(new Error('no secret'));
    await assert.rejects(account(), { message: 'no secret' });
    assert.deepEqual(logins(), []);
  });
});
