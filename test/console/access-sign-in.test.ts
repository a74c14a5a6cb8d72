import assert from 'node:assert/strict';
import { ORIGIN, startAccessStage, type AccessStage } from './access-stage.js';
import { until } from '../support/until.js';
import type { BrowserLike } from './browser-like.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const isCallback = (url: URL) => url.pathname === '/sign-in/callback';

describe('signing in to the console', () => {
  let stage: AccessStage;
  let browser: BrowserLike;

  before(async () => {
    stage = await startAccessStage();
  });

  after(async () => {
    await stage.close();
  });

  beforeEach(() => {
    stage.provider.account = 'ann';
    stage.provider.claims.set('ann', {
      preferred_username: 'ann@contoso.example',
      roles: ['Archiver.Auditor'],
    });
    stage.pass(DAY_MS);
    browser = stage.browser();
  });

  const at = (path: string) => ORIGIN + path;
  /** The provider's answer, not yet given to the console. */
  const answered = async (from: string | URL = at('/sign-in')): Promise<URL> => {
    const { location } = await browser.follow(from, isCallback);
    assert.ok(location && isCallback(location));
    return location;
  };

  it('leads to the page that was wanted, and says as whom', async () => {
    const { status, url, text } = await browser.follow(at('/audit?who=bob'));
    assert.equal(status, 200);
    assert.equal(url.href, at('/audit?who=bob'));
    assert.match(text, /Signed in as ann@contoso\.example/);
  });

  it('leads to no other site', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example',
      '/\t/evil.example',
      'x:y',
    ]) {
      browser = stage.browser();
      const { url } = await browser.follow(at(`/sign-in?${new URLSearchParams({ to }).toString()}`));
      assert.equal(url.origin, ORIGIN, to);
    }
  });

  it('asks with PKCE, state and nonce', async () => {
    const { location } = await browser.open(at('/sign-in'));
    const asked = Object.fromEntries(location?.searchParams ?? []);
    assert.equal(asked['code_challenge_method'], 'S256');
    for (const name of ['code_challenge', 'state', 'nonce']) assert.match(asked[name] ?? '', /^[\w-]{43}$/);
  });

  it('keeps the session in a cookie that no script and no other site has', async () => {
    const { headers } = await browser.open(await answered());
    const lines = [headers['set-cookie'] ?? []]
      .flat()
      .filter((line) => line.startsWith('__Host-session='))
      .at(-1);
    assert.match(lines ?? '', /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('gives the session a new id each time, and ends the one before', async () => {
    await browser.follow(at('/audit'));
    const first = browser.cookie('console.example', '__Host-session');
    await browser.follow(at('/sign-in?again'));
    const second = browser.cookie('console.example', '__Host-session');
    assert.ok(first && second && first !== second);
    const headers = { cookie: `__Host-session=${first}`, accept: '*/*' };
    assert.equal((await stage.browser().open(at('/audit'), { headers })).status, 401);
  });

  it('takes no answer twice', async () => {
    const answer = await answered();
    assert.equal((await browser.open(answer)).status, 302);
    assert.equal((await browser.open(answer)).status, 400);
  });

  it('takes no answer that another browser has asked for', async () => {
    const answer = await answered();
    assert.equal((await stage.browser().open(answer)).status, 400);
    assert.equal((await browser.open(answer)).status, 302, 'control: the one that asked has it');
  });

  it('takes no answer with another state', async () => {
    const answer = await answered();
    answer.searchParams.set('state', 'another');
    assert.equal((await browser.open(answer)).status, 400);
  });

  it('takes no answer with another nonce', async () => {
    const { location } = await browser.open(at('/sign-in'));
    assert.ok(location);
    location.searchParams.set('nonce', 'another');
    assert.equal((await browser.open(await answered(location))).status, 403);
    assert.equal(browser.cookie('console.example', '__Host-session'), undefined);
  });

  it('takes no code that another sign-in has got', async () => {
    const [first, second] = [await answered(), await answered()];
    first.searchParams.set('code', second.searchParams.get('code') ?? '');
    assert.equal((await browser.open(first)).status, 403);
  });

  it('is not done where it was canceled at the provider', async () => {
    const answer = await answered();
    answer.searchParams.delete('code');
    answer.searchParams.set('error', 'access_denied');
    answer.searchParams.set('error_description', 'words of the provider');
    const { status, text } = await browser.open(answer);
    assert.equal(status, 403);
    assert.match(text, /The sign-in was canceled/);
    assert.doesNotMatch(text, /words of the provider/);
  });

  it('takes no answer after ten minutes', async () => {
    const answer = await answered();
    stage.pass(10 * MINUTE_MS + 1);
    assert.equal((await browser.open(answer)).status, 400);
  });

  it('says that somebody without a role has none, and as whom they came', async () => {
    stage.provider.claims.set('ann', { preferred_username: 'ann@contoso.example', roles: ['Other.Role'] });
    const { status, text } = await browser.follow(at('/audit'));
    assert.equal(status, 403);
    assert.match(text, /You have no role of this console/);
    assert.match(text, /Signed in as ann@contoso\.example/);
    assert.equal(browser.cookie('console.example', '__Host-session'), undefined);
  });

  it('says that Entra ID does not name so many groups, and what to use instead', async () => {
    stage.provider.claims.set('ann', { _claim_names: { groups: 'src1' } });
    const { status, text } = await browser.follow(at('/audit'));
    assert.equal(status, 403);
    assert.match(text, /app roles instead of groups/);
  });

  it('gives a role by a group as well', async () => {
    stage.provider.claims.set('ann', { groups: ['7c1f2b1e-viewers'] });
    assert.equal((await browser.follow(at('/connectors?tab=overview'))).status, 200);
    assert.equal((await browser.follow(at('/audit'))).status, 403);
  });

  it('gives the roles that somebody has at the next sign-in', async () => {
    await browser.follow(at('/audit'));
    stage.provider.claims.set('ann', { groups: ['7c1f2b1e-viewers'] });
    assert.equal((await browser.follow(at('/audit'))).status, 200, 'control: not before');
    await browser.follow(at('/sign-in?again'));
    assert.equal((await browser.follow(at('/audit'))).status, 403);
  });

  it('ends 30 minutes after the last page', async () => {
    await browser.follow(at('/audit'));
    for (let pages = 0; pages < 3; pages++) {
      stage.pass(29 * MINUTE_MS);
      assert.equal((await browser.open(at('/audit'))).status, 200);
    }
    stage.pass(31 * MINUTE_MS);
    assert.equal((await browser.open(at('/audit'))).location?.pathname, '/sign-in');
  });

  it('ends 30 minutes after the last page though a page keeps itself up to date', async () => {
    await browser.follow(at('/audit'));
    const headers = { accept: 'text/event-stream' };
    stage.pass(29 * MINUTE_MS);
    assert.equal((await browser.open(at('/audit'), { headers })).status, 200);
    stage.pass(2 * MINUTE_MS);
    assert.equal((await browser.open(at('/audit'), { headers })).status, 401);
  });

  it('ends after 8 hours whatever is done', async () => {
    await browser.follow(at('/audit'));
    for (let minutes = 20; minutes < 480; minutes += 20) {
      stage.pass(20 * MINUTE_MS);
      assert.equal((await browser.open(at('/audit'))).status, 200);
    }
    stage.pass(20 * MINUTE_MS);
    assert.equal((await browser.open(at('/audit'))).location?.pathname, '/sign-in');
  });

  it('leads back to the page of a form that came after the session had ended, and sends nothing by itself', async () => {
    await browser.follow(at('/audit'));
    const form = { method: 'POST', headers: { origin: ORIGIN, referer: at('/audit?who=bob') } };
    assert.equal((await browser.open(at('/form'), form)).text, 'sent', 'control: before');
    stage.pass(31 * MINUTE_MS);
    const { status, text } = await browser.open(at('/form'), form);
    assert.equal(status, 401);
    const [, href = ''] = /href="(\/sign-in[^"]*)"/.exec(text) ?? [];
    const { url } = await browser.follow(at(href));
    assert.equal(url.href, at('/audit?who=bob'));
  });

  it('ends a page that keeps itself up to date when the session ends', async () => {
    await browser.follow(at('/audit'));
    const before = stage.live.events;
    const live = browser.open(at('/live'), { headers: { accept: 'text/event-stream' } });
    await until('events that are let through', () => stage.live.events > before + 2);
    await browser.open(at('/sign-out'), { method: 'POST', headers: { origin: ORIGIN } });
    assert.match((await live).text, /event: content/);
  });

  it('is ended by signing out, here and at the provider', async () => {
    await browser.follow(at('/audit'));
    const session = browser.cookie('console.example', '__Host-session');
    const { status, headers } = await browser.open(at('/sign-out'), {
      method: 'POST',
      headers: { origin: ORIGIN },
    });
    assert.equal(status, 200);
    const refresh = String(headers['refresh']);
    const next = new URL(refresh.replace('0;url=', ''));
    assert.equal(next.origin, stage.provider.issuer);
    assert.equal(next.searchParams.get('post_logout_redirect_uri'), at('/signed-out'));
    assert.equal(browser.cookie('console.example', '__Host-session'), undefined);
    const again = await stage
      .browser()
      .open(at('/audit'), { headers: { cookie: `__Host-session=${session}` } });
    assert.equal(again.location?.pathname, '/sign-in');
  });

  it('is written to the audit log with the roles, and so is a refusal', async () => {
    const name = 'eve@contoso.example';
    stage.provider.claims.set('eve', { preferred_username: name, groups: ['7c1f2b1e-viewers'] });
    stage.provider.account = 'eve';
    await browser.follow(at('/audit'));
    const entries = await stage.means.audit.list(10, ({ by }) => by === name);
    const id = `${stage.provider.issuer} eve`;
    assert.deepEqual(
      entries.map(({ action, after, byId }) => [action, after, byId]),
      [
        ['access.refuse', { method: 'GET', page: '/audit', permission: 'audit' }, id],
        ['access.sign-in', { roles: ['viewer'] }, id],
      ],
    );
  });
});
