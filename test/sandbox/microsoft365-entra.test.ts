import assert from 'node:assert/strict';
import { ClientSecretCredential } from '@azure/identity';
import {
  ANNA,
  answerOf,
  askForToken,
  CLIENT_ID,
  CLIENT_SECRET,
  startTenant,
  TENANT_ID,
  type TestTenant,
} from '../support/sandbox-tenant.js';

describe('sandbox Microsoft 365: tokens', () => {
  let site: TestTenant;
  before(async () => (site = await startTenant()));
  after(() => site.close());

  const credential = (secret: string): ClientSecretCredential =>
    new ClientSecretCredential(TENANT_ID, CLIENT_ID, secret, {
      authorityHost: site.url,
      disableInstanceDiscovery: true,
      retryOptions: { maxRetries: 0 },
    });

  it("gives Azure's own client a token that Graph takes", async () => {
    const { token } = await credential(CLIENT_SECRET).getToken(`${site.url}/.default`);
    const answer = await site.graph('GET', `/users/${ANNA}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(answer.status, 200);
  });

  it("refuses a wrong secret to Azure's own client", async () => {
    await assert.rejects(credential('wrong').getToken(`${site.url}/.default`), /AADSTS7000215|7000215/);
  });

  const refusals: [string, Record<string, string>, number, string, number][] = [
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['another client', { client_id: 'other' }, 400, 'unauthorized_client', 700016],
    ['a certificate nobody registered', { client_assertion: 'a.b.c' }, 401, 'invalid_client', 700027],
    ['a scope that is no .default', { scope: 'Mail.ReadWrite' }, 400, 'invalid_scope', 1002012],
    ['another Graph', { scope: 'https://graph.microsoft.com/.default' }, 400, 'invalid_resource', 500011],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ];
  for (const [what, changes, status, error, code] of refusals) {
    it(`refuses ${what} as Entra does`, async () => {
      const answer = await askForToken(site, changes);
      assert.equal(answer.status, status);
      assert.equal(answer.json.error, error);
      assert.deepEqual(answer.json.error_codes, [code]);
      assert.match(answer.json.error_description, new RegExp(`^AADSTS${code}: `));
    });
  }

  it('refuses an unknown tenant, at the token endpoint and in discovery', async () => {
    const token = await askForToken(site, {}, 'other');
    const discovery = await answerOf(await fetch(`${site.url}/other/v2.0/.well-known/openid-configuration`));
    for (const answer of [token, discovery])
      assert.deepEqual([answer.status, answer.json.error_codes], [400, [90002]]);
  });

  it('answers 401 without a token, with a foreign one and with an expired one', async () => {
    const bare = await answerOf(await fetch(`${site.url}/v1.0/users`));
    const foreign = await site.graph('GET', '/users', { headers: { authorization: 'Bearer a.b.c' } });
    site.settings.tokenLifetimeSeconds = -1;
    const expired = await site.token();
    site.settings.tokenLifetimeSeconds = 3599;
    const late = await site.graph('GET', '/users', { headers: { authorization: `Bearer ${expired}` } });
    for (const { status, json } of [bare, foreign, late])
      assert.deepEqual([status, json.error.code], [401, 'InvalidAuthenticationToken']);
    assert.match(late.json.error.message, /expired/);
  });

  it('says how long a token lives', async () => {
    site.settings.tokenLifetimeSeconds = 301;
    assert.equal((await askForToken(site)).json.expires_in, 301);
    site.settings.tokenLifetimeSeconds = 3599;
  });

  it('consents for the whole tenant, and leads back as Entra does', async () => {
    const back = 'https://console.example/done?tab=1';
    const query = new URLSearchParams({ client_id: CLIENT_ID, redirect_uri: back, state: 's' });
    const address = `${site.url}/${TENANT_ID}/adminconsent?${query.toString()}`;
    const answered = async (answer: string): Promise<string | null> => {
      const body = new URLSearchParams({ answer });
      const { headers } = await fetch(address, { method: 'POST', body, redirect: 'manual' });
      return headers.get('location');
    };
    assert.match(await (await fetch(address)).text(), /User\.Read\.All/);
    assert.equal(await answered('accept'), `${back}&admin_consent=True&tenant=${TENANT_ID}&state=s`);
    assert.equal(await answered('cancel'), `${back}&error=access_denied&state=s`);
    const other = await fetch(`${site.url}/${TENANT_ID}/adminconsent?client_id=another`);
    assert.deepEqual([other.status, /AADSTS700016/.test(await other.text())], [400, true]);
  });
});
