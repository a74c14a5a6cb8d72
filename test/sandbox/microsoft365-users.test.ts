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

  it('finds by the end of a name in an advanced query only', async () => {
    const asked = `${where("endsWith(userPrincipalName,'NA@contoso.example')")}&$count=true`;
    const { status, json } = await site.graph('GET', asked);
    assert.deepEqual([status, json.error.code], [400, 'Request_UnsupportedQuery']);
    const headers = { ConsistencyLevel: 'eventual' };
    assert.deepEqual(found(await site.graph('GET', asked, { headers })), [ANNA]);
  });

  it('keeps a deleted user apart, under a name with the object id in front', async () => {
    const gone = 'gone@contoso.example';
    const other = await startTenant({ users: [{ userPrincipalName: gone, displayName: 'Gone' }] });
    const id = other.users[0]?.id ?? '';
    const count = async (path: string) => found(await other.graph('GET', path));
    assert.deepEqual(await count('/directory/deletedItems/microsoft.graph.user'), []);
    other.deleteUser(gone);
    assert.deepEqual(await count('/users'), []);
    assert.deepEqual(await count('/directory/deletedItems/microsoft.graph.user'), [
      `${id.replaceAll('-', '')}${gone}`,
    ]);
    assert.equal((await other.graph('GET', `/users/${id}`)).status, 404);
    assert.equal((await other.graph('GET', `/users/${id}/messages`)).json.error.code, 'ErrorInvalidUser');
    await other.close();
  });

  it('tells the purpose of a mailbox with the right to its settings', async () => {
    const purpose = async () => {
      const { status, json } = await site.graph('GET', `/users/${ANNA}/mailboxSettings/userPurpose`);
      return [status, json.value ?? json.error.code];
    };
    assert.deepEqual(await purpose(), [200, 'user']);
    site.rights.mailboxSettings = false;
    assert.deepEqual(await purpose(), [403, 'ErrorAccessDenied']);
    site.rights.mailboxSettings = true;
  });

  it('counts what a look-up costs, and refuses what is over the limit of the directory', async () => {
    const strict = await startTenant({ directoryLimit: { most: 5, windowMs: 60_000 } });
    const units = async (path: string) => {
      const { status, headers } = await strict.graph('GET', path);
      return [status, headers.get('x-ms-resource-unit')];
    };
    assert.deepEqual(await units('/users'), [200, '2']);
    assert.deepEqual(await units('/users?$select=id'), [200, '1']);
    assert.deepEqual(await units('/users?$select=id&$top=5'), [200, '1']);
    assert.deepEqual(await units(`/users/${ANNA}`), [200, '1']);
    const { status, json, headers } = await strict.graph('GET', '/users?$select=id');
    assert.deepEqual([status, json.error.code], [429, 'TooManyRequests']);
    assert.match(headers.get('retry-after') ?? '', /^(59|60)$/);
    assert.equal((await strict.graph('GET', `/users/${ANNA}/messages`)).status, 200, 'mail is no directory');
    await strict.close();
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
