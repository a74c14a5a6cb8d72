import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { odataString } from '../../src/microsoft365/odata.js';
import { addressClauses, deletedClauses, groupsOf, nameClauses } from '../../src/microsoft365/user-filter.js';

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
