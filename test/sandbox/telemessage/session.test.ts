import assert from 'node:assert/strict';
import { ACCOUNT, post, startTestSite, type TestSite } from './fixture.js';

const DAY = {
  product: 'whatsapp-phone-archiver',
  archivedFrom: '2026-11-19T00:00:00Z',
  archivedTo: '2026-11-20T00:00:00Z',
};

describe('logging in to the sandbox TeleMessage site', () => {
  let test: TestSite;
  let nowMs = 0;
  const phoneOnly = { ...ACCOUNT, username: 'calls@contoso.example', products: ['voice-archiver'] };
  beforeEach(async () => {
    nowMs = 0;
    test = await startTestSite({
      accounts: [ACCOUNT, phoneOnly],
      tokenLifetimeSeconds: 60,
      now: () => nowMs,
    });
  });
  afterEach(() => test.site.close());

  it('tells the token, its lifetime, and the account with its products', async () => {
    const { status, json } = await test.logIn();
    assert.equal(status, 200);
    const { token, ...rest } = Object(json);
    assert.match(token, /./);
    assert.deepEqual(rest, {
      expiresInSeconds: 60,
      account: { id: 'account-1', products: ['whatsapp-phone-archiver'] },
    });
  });

  it('takes JSON of exactly username and password', async () => {
    const right = { username: ACCOUNT.username, password: ACCOUNT.password };
    const bodies = [
      '',
      'username=a&password=b',
      'null',
      JSON.stringify({ username: ACCOUNT.username }),
      JSON.stringify({ ...right, password: '' }),
      JSON.stringify({ ...right, password: 1 }),
      JSON.stringify({ ...right, remember: true }),
    ];
    for (const body of bodies) {
      const { status, code } = await post(test.ask, body);
      assert.deepEqual({ status, code }, { status: 400, code: 'InvalidRequest' }, body);
    }
    assert.equal((await post(test.ask, JSON.stringify(right), 'text/plain')).status, 400);
    assert.equal(
      (await post(test.ask, JSON.stringify(right), 'application/json; charset=utf-8')).status,
      200,
    );
  });

  it('locks the account after three wrong passwords, even for the right one', async () => {
    for (const password of ['wrong', 'Right', 'right ']) {
      const { status, code } = await test.logIn(password);
      assert.deepEqual({ status, code }, { status: 401, code: 'InvalidCredentials' });
    }
    const { status, code } = await test.logIn();
    assert.deepEqual({ status, code }, { status: 423, code: 'AccountLocked' });
    assert.equal(test.site.logins, 0);
  });

  it('forgets wrong passwords once the right one came', async () => {
    for (const password of ['wrong', 'wrong', 'right', 'wrong', 'wrong']) await test.logIn(password);
    assert.equal((await test.logIn()).status, 200);
  });

  it('refuses an unknown name as it refuses a wrong password', async () => {
    assert.equal((await test.logIn('right', 'nobody@contoso.example')).code, 'InvalidCredentials');
  });

  it('refuses an account without a WhatsApp archiver', async () => {
    const { status, code } = await test.logIn('right', phoneOnly.username);
    assert.deepEqual({ status, code }, { status: 403, code: 'ServiceNotOrdered' });
  });

  it('takes a token until its lifetime is over', async () => {
    const token = await test.token();
    nowMs = 59_999;
    assert.equal((await test.askItems(token, DAY)).status, 200);
    nowMs = 60_000;
    const { status, code } = await test.askItems(token, DAY);
    assert.deepEqual({ status, code }, { status: 401, code: 'TokenExpired' });
  });

  it('can end all tokens early, and one new login is right', async () => {
    const token = await test.token();
    test.site.expireTokens();
    assert.equal((await test.askItems(token, DAY)).code, 'TokenExpired');
    assert.equal((await test.askItems(await test.token(), DAY)).status, 200);
    assert.equal(test.site.logins, 2);
  });

  it('answers nothing to whoever has no token', async () => {
    for (const path of ['/rest/v1/archive/items', '/rest/v1/archive/items/i/attachments/a']) {
      for (const authorization of ['', 'Bearer ', 'Bearer made-up', 'Basic YTpi']) {
        assert.equal((await test.ask(path, { headers: { authorization } })).code, 'TokenExpired');
      }
    }
  });
});
