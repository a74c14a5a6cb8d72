import assert from 'node:assert/strict';
import { hadAddress, pickUser } from '../../src/microsoft365/graph-user.js';

const user = (id: string, userPrincipalName: string, mail: string | null, ...proxyAddresses: string[]) => ({
  id,
  userPrincipalName,
  mail,
  proxyAddresses,
});

describe('pickUser', () => {
  const byName = user('1', 'Ann@contoso.example', 'ann.example@contoso.example');
  const byMail = user('2', 'a2@contoso.example', 'ANN@contoso.example', 'SMTP:Ann@contoso.example');
  const byAlias = user(
    '3',
    'a3@contoso.example',
    null,
    'SMTP:a3@contoso.example',
    'smtp:ANN@contoso.example',
  );
  const other = user('5', 'other@contoso.example', 'other@contoso.example', 'smtp:o@contoso.example');

  it('prefers the user principal name, then mail, then an alias', () => {
    assert.equal(pickUser([byAlias, byMail, byName], 'ann@contoso.example'), byName);
    assert.equal(pickUser([byAlias, byMail], 'ann@contoso.example'), byMail);
    assert.equal(pickUser([byAlias], 'ann@contoso.example'), byAlias);
  });

  it('names nobody rather than one of two', () => {
    const second = { ...byMail, id: '4' };
    assert.equal(pickUser([byMail, second, byAlias], 'ann@contoso.example'), 'ambiguous');
    assert.equal(pickUser([byAlias, { ...byAlias, id: '4' }], 'ann@contoso.example'), 'ambiguous');
  });

  it('does not take whoever was found for another address', () => {
    assert.equal(pickUser([other], 'ann@contoso.example'), undefined);
    assert.equal(pickUser([other, byAlias], 'ann@contoso.example'), byAlias);
    assert.equal(pickUser([], 'ann@contoso.example'), undefined);
  });
});

describe('hadAddress', () => {
  const id = '8f1b2c3d-0000-4000-8000-0000000000aa';

  it('knows a deleted user by the name behind the object id, by mail and by alias', () => {
    for (const prefix of [id, id.replaceAll('-', '')])
      assert.ok(hadAddress(user(id, `${prefix}Ann@contoso.example`, null), 'ann@contoso.example'));
    assert.ok(hadAddress(user(id, 'x', 'Ann@contoso.example'), 'ann@contoso.example'));
    assert.ok(hadAddress(user(id, 'x', null, 'smtp:Ann@contoso.example'), 'ann@contoso.example'));
  });

  it('does not take a longer name with the same end for it', () => {
    const joann = user(id, `${id.replaceAll('-', '')}joann@contoso.example`, null);
    assert.equal(hadAddress(joann, 'ann@contoso.example'), false);
  });
});
