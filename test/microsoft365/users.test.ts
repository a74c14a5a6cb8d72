import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { odataString } from '../../src/microsoft365/odata.js';
import { normalAddress, pickUser, userFilter } from '../../src/microsoft365/users.js';

const user = (id: string, userPrincipalName: string, mail: string | null) => ({
  id,
  userPrincipalName,
  mail,
});

describe('normalAddress', () => {
  it('takes addresses as people write them', () => {
    assert.equal(normalAddress(" Ann.O'Neil@Contoso.Example "), "ann.o'neil@contoso.example");
    assert.equal(normalAddress('jörg@bücher.example'), 'jörg@bücher.example');
  });

  it('knows what cannot be an address, so that no call is spent on it', () => {
    const broken = [
      '',
      'ann',
      '@contoso.example',
      'ann@',
      'a@b@c',
      'a b@c',
      'a\n@b',
      'a\u0000@b',
      'a\u202e@b',
      'a\ud800@b',
    ];
    for (const text of [...broken, `${'a'.repeat(320)}@b`])
      assert.equal(normalAddress(text), undefined, text);
  });
});

describe('userFilter', () => {
  it('asks for user principal name, mail and both kinds of proxy address', () => {
    assert.equal(
      userFilter("o'neil@contoso.example"),
      "userPrincipalName eq 'o''neil@contoso.example' or mail eq 'o''neil@contoso.example'" +
        " or proxyAddresses/any(p:p eq 'smtp:o''neil@contoso.example')" +
        " or proxyAddresses/any(p:p eq 'SMTP:o''neil@contoso.example')",
    );
  });

  it('lets no text end its own literal', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const literal = odataString(text);
        assert.match(literal, /^'(?:[^']|'')*'$/u);
        assert.equal(literal.slice(1, -1).replaceAll("''", "'"), text);
      }),
    );
  });
});

describe('pickUser', () => {
  const byName = user('1', 'Ann@contoso.example', 'ann.example@contoso.example');
  const byMail = user('2', 'a2@contoso.example', 'ANN@contoso.example');
  const byAlias = user('3', 'a3@contoso.example', null);

  it('prefers the user principal name, then mail, then an alias', () => {
    assert.equal(pickUser([byAlias, byMail, byName], 'ann@contoso.example'), byName);
    assert.equal(pickUser([byAlias, byMail], 'ann@contoso.example'), byMail);
    assert.equal(pickUser([byAlias], 'ann@contoso.example'), byAlias);
  });

  it('names nobody rather than one of two', () => {
    assert.equal(pickUser([byMail, { ...byMail, id: '4' }, byAlias], 'ann@contoso.example'), undefined);
    assert.equal(pickUser([byAlias, { ...byAlias, id: '4' }], 'ann@contoso.example'), undefined);
    assert.equal(pickUser([], 'ann@contoso.example'), undefined);
  });
});
