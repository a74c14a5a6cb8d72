import assert from 'node:assert/strict';
import { ANNA, BEN, startTenant, UNLICENSED, type TestTenant } from '../support/sandbox-tenant.js';

const found = ({ json }: { json: { value: { userPrincipalName: string }[] } }): string[] =>
  json.value.map((user) => user.userPrincipalName);
const where = (filter: string): string => `/users?$filter=${encodeURIComponent(filter)}`;

describe('sandbox Microsoft 365: users', () => {
  let site: TestTenant;
  before(async () => (site = await startTenant()));
  after(() => site.close());

  it('finds a user by object id and by user principal name', async () => {
    const byName = await site.graph('GET', `/users/${ANNA.toUpperCase()}`);
    const byId = await site.graph('GET', `/users/${byName.json.id}`);
    assert.equal(byId.json.userPrincipalName, ANNA);
    assert.equal(byId.json.proxyAddresses, undefined, 'not in the default set');
  });

  it('returns what was selected and nothing else', async () => {
    const { json } = await site.graph('GET', `/users/${ANNA}?$select=proxyAddresses,accountEnabled`);
    assert.deepEqual(Object.keys(json), ['proxyAddresses', 'accountEnabled']);
  });

  it('does not take an alias for a name in the path', async () => {
    const { status, json } = await site.graph('GET', '/users/ak@contoso.example');
    assert.deepEqual([status, json.error.code], [404, 'Request_ResourceNotFound']);
  });

  it('filters by mail, user principal name and proxy address, and by any of them', async () => {
    assert.deepEqual(found(await site.graph('GET', where("mail eq 'ANNA.keller@contoso.example'"))), [ANNA]);
    assert.deepEqual(found(await site.graph('GET', where(`userPrincipalName eq '${BEN}'`))), [BEN]);
    const alias = "proxyAddresses/any(x:x eq 'smtp:AK@contoso.example')";
    assert.deepEqual(found(await site.graph('GET', where(alias))), [ANNA]);
    assert.deepEqual(found(await site.graph('GET', where(`mail eq '${BEN}' or ${alias}`))), [ANNA, BEN]);
  });

  it('tells primary from alias by the prefix of a proxy address', async () => {
    const asked = where("proxyAddresses/any(x:x eq 'smtp:anna.keller@contoso.example')");
    assert.deepEqual(found(await site.graph('GET', asked)), []);
  });

  for (const filter of [
    "displayName eq 'Anna Keller'",
    "mail eq 'a' and mail eq 'b'",
    "startswith(mail,'a')",
    "mail eq 'it's'",
    "mail ne 'a'",
    "proxyAddresses/any(x:y eq 'smtp:a')",
    `mail eq 'a'${" or mail eq 'a'".repeat(15)}`,
  ]) {
    it(`refuses the filter ${filter.slice(0, 40)}`, async () => {
      const { status, json } = await site.graph('GET', where(filter));
      assert.deepEqual([status, json.error.code], [400, 'Request_UnsupportedQuery']);
    });
  }

  it('refuses an unknown property and an unknown option', async () => {
    for (const path of [`/users/${ANNA}?$select=emails`, `/users?$search=x`, '/users?filter=x'])
      assert.equal((await site.graph('GET', path)).status, 400, path);
  });

  it('refuses without the right to the directory', async () => {
    site.rights.directory = false;
    const { status, json } = await site.graph('GET', '/users');
    site.rights.directory = true;
    assert.deepEqual([status, json.error.code], [403, 'Authorization_RequestDenied']);
  });

  it('writes errors as Graph does', async () => {
    const { json, headers } = await site.graph('GET', '/users/nobody@contoso.example', {
      headers: { 'client-request-id': 'mine' },
    });
    assert.deepEqual(Object.keys(json.error), ['code', 'message', 'innerError']);
    assert.equal(json.error.innerError['client-request-id'], 'mine');
    assert.equal(json.error.innerError['request-id'], headers.get('request-id'));
    assert.match(json.error.innerError.date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  });

  it('has no mail for a user without a mailbox, an unknown user and a denied one', async () => {
    const codes = async (user: string): Promise<unknown[]> => {
      const { status, json } = await site.graph('GET', `/users/${user}/messages`);
      return [status, json.error?.code];
    };
    assert.deepEqual(await codes(UNLICENSED), [404, 'MailboxNotEnabledForRESTAPI']);
    assert.deepEqual(await codes('nobody@contoso.example'), [404, 'ErrorInvalidUser']);
    const ben = site.users.find(({ userPrincipalName }) => userPrincipalName === BEN);
    site.rights.deniedMailboxes.add(ben?.id ?? '');
    assert.deepEqual(await codes(BEN), [403, 'ErrorAccessDenied']);
    assert.deepEqual(await codes(ANNA), [200, undefined]);
    site.rights.mail = false;
    assert.deepEqual(await codes(ANNA), [403, 'ErrorAccessDenied']);
    site.rights.mail = true;
    site.revokeMailbox(ANNA);
    assert.deepEqual(await codes(ANNA), [404, 'MailboxNotEnabledForRESTAPI']);
    site.revokeMailbox(ANNA, false);
  });
});
