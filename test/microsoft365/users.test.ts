import assert from 'node:assert/strict';
import type { FoundUser } from '../../src/domain/user.js';
import { openMicrosoft365 } from '../../src/microsoft365/open.js';
import type { Directory } from '../../src/microsoft365/microsoft365.js';
import { normalAddress } from '../../src/microsoft365/users.js';
import { ARCHIVE_PLAN, type NewUser } from '../../src/sandbox/microsoft365/directory.js';
import { Secret } from '../../src/secret.js';
import { CLIENT_SECRET, startTenant, type TestTenant } from '../support/sandbox-tenant.js';
import { never } from './support.js';

const at = (name: string): string => `${name}@contoso.example`;
const named = (name: string, changes: Partial<NewUser> = {}): NewUser => ({
  userPrincipalName: at(name),
  displayName: name,
  ...changes,
});
const synced = { hasMailbox: false, onPremisesSyncEnabled: true };

const USERS: NewUser[] = [
  named('ann', {
    mail: at('ann.example'),
    proxyAddresses: [`SMTP:${at('ann.example')}`, `smtp:${at('sales')}`],
  }),
  named("bob.o'neil"),
  named('left', { accountEnabled: false }),
  named('desk', { accountEnabled: false, userPurpose: 'shared' }),
  named('open-desk', { userPurpose: 'shared' }),
  named('guest', { userType: 'Guest', hasMailbox: false }),
  named('unlicensed', { hasMailbox: false }),
  named('server', synced),
  named('server-no-mail', { ...synced, mail: null }),
  named('archive', { ...synced, assignedPlans: [ARCHIVE_PLAN] }),
  named('gone', { deletedDateTime: '2026-11-20T09:00:00Z', mail: null }),
  named('gone-2', { deletedDateTime: '2026-11-20T09:00:00Z', mail: at('had') }),
  ...['x', 'y'].map((name) => named(name, { proxyAddresses: [`smtp:${at('two')}`] })),
];

describe('normalAddress', () => {
  it('takes addresses as people write them', () => {
    assert.equal(normalAddress(" Ann.O'Neil@Contoso.Example "), "ann.o'neil@contoso.example");
    assert.equal(normalAddress('jörg@bücher.example'), 'jörg@bücher.example');
  });

  it('knows what cannot be an address, so that no call is spent on it', () => {
    const broken = ['', 'ann', '@contoso.example', 'ann@', 'a@b@c', 'a b@c', 'a\n@b', 'a\u0000@b'];
    const hidden = ['a\u202e@b', 'a\ud800@b', `${'a'.repeat(320)}@b`, `${'ä'.repeat(160)}@b`];
    for (const text of [...broken, ...hidden]) assert.equal(normalAddress(text), undefined, text);
  });
});

describe('GraphDirectory', () => {
  let tenant: TestTenant;
  let directory: Directory;

  beforeEach(() => open(USERS));
  afterEach(() => tenant.close());

  async function open(users: NewUser[]): Promise<void> {
    tenant = await startTenant({ users });
    ({ directory } = openMicrosoft365({
      cloud: 'worldwide',
      tenantId: tenant.tenantId,
      clientId: tenant.clientId,
      credential: { clientSecret: new Secret(CLIENT_SECRET) },
      authorityHost: tenant.url,
      graphUrl: tenant.url,
    }));
  }

  const find = (name: string): Promise<FoundUser> => directory.findUser(at(name), never());
  const nameOf = (found: FoundUser): string =>
    found.state === 'valid' ? found.user.userPrincipalName : found.state;
  const paths = (pattern: RegExp): number => tenant.requests.filter(({ path }) => pattern.test(path)).length;
  const batches = (): number => paths(/\$batch$/);
  const searches = (): number => paths(/\/users$/);
  const deleted = (): number => paths(/deletedItems/);
  const probes = (): number => paths(/mailFolders/);
  const idOf = (name: string): string =>
    tenant.users.find(({ userPrincipalName }) => userPrincipalName === at(name))?.id ?? '';

  describe('tells apart', () => {
    it('users with a mailbox, found by user principal name, mail and alias, in any case', async () => {
      for (const name of ['ANN', 'Ann.Example', 'sales'])
        assert.deepEqual(await find(name), {
          state: 'valid',
          user: {
            id: idOf('ann'),
            userPrincipalName: at('ann'),
            mail: at('ann.example'),
            displayName: 'ann',
          },
          isBlocked: false,
          isShared: false,
        });
    });

    it('leavers and shared mailboxes, which take mail all the same', async () => {
      const flags = async (name: string) => {
        const found = await find(name);
        return found.state === 'valid' && [found.isBlocked, found.isShared];
      };
      assert.deepEqual(await flags('left'), [true, false]);
      assert.deepEqual(await flags('desk'), [true, true]);
      assert.deepEqual(await flags('open-desk'), [false, true]);
      assert.equal(paths(/userPurpose/), 3);
      await find('ann');
      assert.equal(
        paths(/userPurpose/),
        3,
        'somebody with a licence was asked for the purpose of the mailbox',
      );
    });

    for (const [name, state] of [
      ['guest', 'guest'],
      ['unlicensed', 'no-mailbox'],
      ['server', 'on-premises'],
      ['server-no-mail', 'no-mailbox'],
      ['archive', 'archive-only'],
      ['gone', 'deleted'],
      ['gone-2', 'deleted'],
      ['had', 'deleted'],
      ['two', 'ambiguous'],
      ['nobody', 'unknown'],
      ['one', 'unknown'],
    ] as const)
      it(`${name}, who is ${state}`, async () => {
        assert.deepEqual(await find(name), { state });
      });

    it('a user from a deleted one as soon as there is another with the address', async () => {
      assert.equal(nameOf(await find('ann')), at('ann'));
      tenant.deleteUser(at('ann'));
      assert.deepEqual(await find('ann'), { state: 'deleted' });
      tenant.users.filter(({ id }) => id === idOf('x')).forEach((user) => (user.mail = at('ann')));
      assert.equal(nameOf(await find('ann')), at('x'));
    });

    it('a mailbox that we may not open, as one, and whatever Graph calls a missing one', async () => {
      tenant.rights.deniedMailboxes.add(idOf('ann'));
      assert.equal(nameOf(await find('ann')), at('ann'));
      tenant.rights.deniedMailboxes.clear();
      for (const code of ['ResourceNotFound', 'MailboxNotSupportedForRESTAPI', 'ErrorInvalidUser']) {
        tenant.failNext(1, { match: 'folders', status: 404, code });
        assert.deepEqual(await find('ann'), { state: 'no-mailbox' });
      }
    });
  });

  describe('without a right', () => {
    it('to the directory says what is missing', async () => {
      tenant.rights.directory = false;
      await assert.rejects(find('ann'), { code: 'AccessDenied' });
    });

    it('to mailbox settings takes nobody for shared, and loses nothing else', async () => {
      tenant.rights.mailboxSettings = false;
      const found = await find('desk');
      assert.ok(found.state === 'valid' && found.isBlocked && !found.isShared);
    });

    it('to deleted users calls them unknown', async () => {
      for (const status of [400, 403] as const) {
        tenant.failNext(1, { match: /deletedItems/, status });
        assert.deepEqual(await find('gone'), { state: 'unknown' });
      }
      assert.deepEqual(await find('gone'), { state: 'deleted' });
    });
  });

  it('finds an address with a quote, and lets no address change the question', async () => {
    assert.equal(nameOf(await find("bob.o'neil")), at("bob.o'neil"));
    const hostile = ["x'or'1'eq'1@a", "')or(mail@ne", 'ä%27/../users@x', 'a&$filter=@x', 'https://e@x/#?'];
    const found = await Promise.all(hostile.map((address) => directory.findUser(address, never())));
    assert.deepEqual(new Set(found.map(({ state }) => state)), new Set(['unknown']));
    assert.ok(tenant.requests.every(({ status }) => status < 400));
  });

  it('spends no call on what is no address', async () => {
    assert.deepEqual(await directory.findUser('no address', never()), { state: 'unknown' });
    assert.equal(tenant.requests.length, 0);
  });

  it('leaves a caller whose signal fires, and answers the others', async () => {
    const [ended, other] = [new AbortController(), find('ann')];
    const left = directory.findUser(at('ann'), ended.signal);
    ended.abort();
    await assert.rejects(left, { name: 'AbortError' });
    assert.equal(nameOf(await other), at('ann'));
  });

  describe('asked for many at once', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => named(`person.${index}`));
    const findAll = (names: string[]) => Promise.all(names.map((name) => find(name).then(nameOf)));

    beforeEach(async () => {
      await tenant.close();
      await open(many);
    });

    it('asks for 15 in a filter and 20 filters in a batch', async () => {
      const names = many.map(({ displayName }) => displayName);
      assert.deepEqual(await findAll(names), names.map(at));
      assert.equal(searches(), Math.ceil(1_000 / 15));
      assert.equal(probes(), 1_000);
      assert.ok(batches() <= 4 + 50 + 10, `${batches()} batches`);
    });

    it('asks for aliases by five, and for deleted users by three', async () => {
      const names = Array.from({ length: 30 }, (_, index) => `nobody.${index}`);
      assert.deepEqual(
        await findAll(names),
        names.map(() => 'unknown'),
      );
      assert.deepEqual([searches(), deleted(), batches()], [2 + 6, 10, 3]);
    });

    it('gives each address its own user, whatever else was found', async () => {
      const changed = tenant.users.slice(0, 40);
      changed.forEach((user, index) => (user.proxyAddresses = [`smtp:${at(`alias.${index}`)}`]));
      const names = changed.map((_, index) => `alias.${index}`);
      assert.deepEqual(
        await findAll(names),
        changed.map(({ userPrincipalName }) => userPrincipalName),
      );
    });

    it('passes a refusal on to whom it concerns, with the wait Graph asks for, and answers the others', async () => {
      tenant.failNext(1, { match: 'users', status: 429, code: 'TooManyRequests', retryAfter: 17 });
      tenant.failNext(1, { match: 'folders', status: 503, retryAfter: 3 });
      const names = many.slice(0, 60).map(({ displayName }) => displayName);
      const results = await Promise.allSettled(names.map(find));
      const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
      assert.equal(codes.filter((code) => code === 'Throttled').length, 15);
      assert.equal(codes.filter((code) => code === 'GraphUnreachable').length, 1);
      assert.equal(results.length - codes.length, 44);
      const waits = results.map((result) => result.status === 'rejected' && result.reason.retryAfterMs);
      assert.deepEqual(new Set(waits), new Set([17_000, 3_000, false]));
      assert.deepEqual(await findAll(names), names.map(at), 'a failure was remembered');
    });

    it('finds the others where Graph refuses one of the addresses', async () => {
      const names = many.slice(0, 15).map(({ displayName }) => displayName);
      const refused = /users\?.*person\.7@/;
      tenant.failNext(2, { match: refused, status: 400, code: 'Request_UnsupportedQuery' });
      const results = await Promise.allSettled(names.map(find));
      const failed = results.flatMap((result, index) => (result.status === 'rejected' ? [index] : []));
      assert.deepEqual(failed, [7]);
    });

    it('answers nobody of a batch that was lost, and everybody the next time', async () => {
      const names = many.slice(0, 20).map(({ displayName }) => displayName);
      await find('person.999');
      tenant.failNext(1, { match: /\$batch/, mode: 'reset' });
      const results = await Promise.allSettled(names.map(find));
      const codes = results.map((result) => result.status === 'rejected' && result.reason.code);
      assert.deepEqual(new Set(codes), new Set(['GraphUnreachable']));
      assert.deepEqual(await findAll(names), names.map(at));
    });

    it('is told by the directory itself when it asks too much', async () => {
      tenant.settings.directoryLimit = { most: 2, windowMs: 60_000 };
      const results = await Promise.allSettled(many.slice(0, 45).map(({ displayName }) => find(displayName)));
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      assert.equal(refused.length, 15);
      assert.ok(refused.every(({ code, retryAfterMs }) => code === 'Throttled' && retryAfterMs > 50_000));
    });

    it('takes no token that ended within a batch for a refused login', async () => {
      tenant.failNext(1, { match: 'users', status: 401 });
      await assert.rejects(find('person.1'), { code: 'GraphUnreachable' });
    });
  });
});
