import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { odataString } from '../../src/microsoft365/odata.js';
import {
  addressClauses,
  deletedClauses,
  groupsOf,
  hadAddress,
  nameClauses,
  pickUser,
} from '../../src/microsoft365/user-search.js';

const user = (id: string, userPrincipalName: string, mail: string | null, ...proxyAddresses: string[]) => ({
  id,
  userPrincipalName,
  mail,
  proxyAddresses,
});

describe('clauses of a search', () => {
  it('ask for user principal name, or for mail and both kinds of proxy address', () => {
    const address = "o'neil@contoso.example";
    const addresses = [
      "mail eq 'o''neil@contoso.example'",
      "proxyAddresses/any(p:p eq 'smtp:o''neil@contoso.example')",
      "proxyAddresses/any(p:p eq 'SMTP:o''neil@contoso.example')",
    ];
    assert.deepEqual(nameClauses(address), ["userPrincipalName eq 'o''neil@contoso.example'"]);
    assert.deepEqual(addressClauses(address), addresses);
    assert.deepEqual(deletedClauses(address), [
      "endsWith(userPrincipalName,'o''neil@contoso.example')",
      ...addresses,
    ]);
  });

  it('let no text end its own literal', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const literal = odataString(text);
        assert.match(literal, /^'(?:[^']|'')*'$/u);
        assert.equal(literal.slice(1, -1).replaceAll("''", "'"), text);
      }),
    );
  });
});

describe('groupsOf', () => {
  it('keeps ordinary addresses together and in order', () => {
    const addresses = Array.from({ length: 15 }, (_, index) => `person.${index}@contoso.example`);
    assert.deepEqual(groupsOf(addresses, nameClauses), [addresses]);
    assert.deepEqual(groupsOf([], nameClauses), []);
  });

  it('splits where a filter would get too long, and leaves nobody out', () => {
    const addresses = Array.from({ length: 15 }, (_, index) => `${index}${'%'.repeat(300)}@contoso.example`);
    const groups = groupsOf(addresses, nameClauses);
    assert.deepEqual(groups.flat(), addresses);
    for (const group of groups)
      assert.ok(encodeURIComponent(group.flatMap(nameClauses).join(' or ')).length < 6_500);
    assert.equal(groups.length, 3);
  });
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
