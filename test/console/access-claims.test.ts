import assert from 'node:assert/strict';
import { userOfClaims } from '../../src/console/access/claims.js';
import { ownPath } from '../../src/console/access/own-path.js';

const ROLE_CLAIMS = { auditor: ['Archiver.Auditor'], operator: ['group-1', 'group-2'] };

describe('who has signed in', () => {
  const userOf = (claims: object) =>
    userOfClaims({ iss: 'https://a.example', sub: 'abc', ...claims }, ROLE_CLAIMS);

  it('has the roles of their app roles and groups', () => {
    const { user, noEntry } = userOf({ roles: ['Archiver.Auditor', 'x'], groups: ['group-2'] });
    assert.deepEqual(user.roles, ['operator', 'auditor']);
    assert.equal(noEntry, undefined);
  });

  it('has the role of a claim that is no list', () => {
    assert.deepEqual(userOf({ roles: 'Archiver.Auditor' }).user.roles, ['auditor']);
  });

  it('has no role by claims of another kind, or that only look alike', () => {
    const others = [
      {},
      { roles: 7 },
      { groups: { 0: 'group-1' } },
      { roles: ['archiver.auditor'] },
      { roles: [['group-1']] },
    ];
    for (const claims of others) assert.equal(userOf(claims).noEntry, 'noRole', JSON.stringify(claims));
    assert.equal(userOf({ roles: ['constructor', '__proto__'] }).noEntry, 'noRole');
  });

  it('is in too many groups where Entra ID says where to look for them', () => {
    const overage = { _claim_names: { groups: 'src1' }, _claim_sources: { src1: {} } };
    assert.equal(userOf(overage).noEntry, 'tooManyGroups');
    assert.equal(userOf({ ...overage, roles: ['Archiver.Auditor'] }).noEntry, undefined);
  });

  it('is called by user name, else address, else id', () => {
    const [preferred_username, email] = ['ann@contoso.example', 'ann.example@contoso.example'];
    assert.equal(userOf({ preferred_username, email }).user.name, preferred_username);
    assert.equal(userOf({ preferred_username: ' ', email }).user.name, email);
    assert.equal(userOf({ preferred_username: 7 }).user.name, 'abc');
  });

  it('is one person by issuer and id: a name may be another’s, too, and change', () => {
    const ids = [
      { preferred_username: 'ann@contoso.example' },
      { preferred_username: 'ann.newname@contoso.example' },
      { preferred_username: 'ann@contoso.example', sub: 'def' },
      { preferred_username: 'ann@contoso.example', iss: 'https://b.example' },
    ].map((claims) => userOf(claims).user.id);
    assert.equal(ids[0], ids[1]);
    assert.equal(new Set(ids).size, 3);
  });

  it('cannot forge lines of the audit log by their name', () => {
    assert.equal(userOf({ email: 'ann\n\u202eeve\u2028' }).user.name, 'ann??eve?');
    assert.equal(userOf({ email: 'a'.repeat(1000) }).user.name.length, 200);
  });
});

describe('where one lands after signing in', () => {
  const origin = new URL('https://console.example');

  it('is a page of ours', () => {
    for (const own of ['/audit', '/connectors/emea?tab=runs', 'https://console.example/audit']) {
      assert.equal(ownPath(own, origin), own.replace(origin.origin, ''));
    }
  });

  it('is the first page in place of any other', () => {
    const others = [
      undefined,
      'https://evil.example/audit',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/.//evil.example',
      'javascript:alert(1)',
      'http://console.example/',
      '/sign-in',
      '/sign-out',
    ];
    for (const other of others) assert.equal(ownPath(other, origin), '/connectors', other);
  });
});
