import assert from 'node:assert/strict';
import { ANNA, askForToken, BEN, startTenant, type TestTenant } from '../support/sandbox-tenant.js';

const MESSAGES = `/users/${ANNA}/messages`;

describe('sandbox Microsoft 365: throttling and faults', () => {
  let site: TestTenant;
  beforeEach(async () => {
    site = await startTenant();
    // The token is fetched before the test, so that it is the only caller in it.
    await site.graph('GET', `/users/${ANNA}`);
    site.requests.length = 0;
  });
  afterEach(() => site.close());

  const create = () => site.graph('POST', MESSAGES, { body: { subject: 'x' } });

  it('answers the fifth call at a time in a mailbox with 429 and Retry-After', async () => {
    site.settings.latencyMs = 1_000; // all five are under way at once, on a busy machine too
    const answers = await Promise.all(Array.from({ length: 5 }, () => site.graph('GET', MESSAGES)));
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 1);
    assert.equal(refused[0]?.json.error.code, 'ApplicationThrottled');
    assert.match(refused[0]?.json.error.message, /MailboxConcurrency/);
    assert.equal(refused[0]?.headers.get('retry-after'), '1');
    assert.equal(site.peakConcurrency(ANNA), 5);
  });

  it('does not count one mailbox against another, and gives slots back', async () => {
    site.settings.latencyMs = 50;
    const four = (user: string) =>
      Array.from({ length: 4 }, () => site.graph('GET', `/users/${user}/messages`));
    for (const round of [1, 2]) {
      const answers = await Promise.all([...four(ANNA), ...four(BEN)]);
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200], `round ${round}`);
    }
  });

  it('gives the slot back after a refusal too', async () => {
    for (let call = 0; call < 6; call += 1) await site.graph('GET', `${MESSAGES}?$top=0`);
    assert.equal((await site.graph('GET', MESSAGES)).status, 200);
  });

  it('throttles by requests and by uploaded bytes in a window', async () => {
    site.settings.requestLimit = { most: 2, windowMs: 30_000 };
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push(await site.graph('GET', MESSAGES));
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [200, 200, 429],
    );
    assert.ok(Number(statuses[2]?.headers.get('retry-after')) > 0);
    site.settings.requestLimit = { most: 1000, windowMs: 30_000 };
    site.settings.uploadLimit = { most: 10, windowMs: 30_000 };
    assert.equal((await create()).status, 429);
    assert.equal((await site.graph('GET', MESSAGES)).status, 200, 'reading uploads nothing');
  });

  it('fails as often as it was told, before anything happens', async () => {
    site.failNext(2, { match: 'create', status: 429, retryAfter: 7 });
    const answers = [await create(), await create(), await create()];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [429, 429, 201],
    );
    assert.equal(answers[0]?.headers.get('retry-after'), '7');
    assert.equal(site.messagesOf(ANNA).length, 1);
  });

  for (const [mode, stored] of [
    ['commit-then-reset', 1],
    ['reset', 0],
  ] as const) {
    it(`${mode}: the caller sees a broken connection, and ${stored} mail is there`, async () => {
      site.failNext(1, { match: 'create', mode });
      await assert.rejects(create(), /fetch failed/);
      assert.equal(site.messagesOf(ANNA).length, stored);
      assert.equal((await create()).status, 201, 'the server lives');
    });
  }

  it('commit-then-504: the mail is there, and the answer is a page that is no JSON', async () => {
    site.failNext(1, { match: 'create', mode: 'commit-then-504' });
    const { status, headers } = await create();
    assert.equal(status, 504);
    assert.match(headers.get('content-type') ?? '', /html/);
    assert.equal(site.messagesOf(ANNA).length, 1);
  });

  it('fails only what it was told to', async () => {
    const calls: Record<string, () => Promise<{ status: number }>> = {
      create,
      find: () => site.graph('GET', `${MESSAGES}?$top=1`),
      folders: () => site.graph('GET', `/users/${ANNA}/mailFolders/inbox`),
      users: () => site.graph('GET', `/users/${ANNA}`),
      token: () => askForToken(site),
    };
    for (const match of ['create', 'find', 'folders', 'users', 'token'] as const) {
      site.failNext(1, { match });
      const failed = [];
      for (const [name, call] of Object.entries(calls)) if ((await call()).status === 503) failed.push(name);
      assert.deepEqual(failed, [match]);
    }
    site.failNext(1, { match: /GET .*mailFolders\?\$top=3$/, status: 500 });
    assert.equal((await site.graph('GET', `/users/${ANNA}/mailFolders?$top=3`)).status, 500);
    site.failNext(1, { match: 'find' });
    site.faults.clear();
    assert.equal((await site.graph('GET', MESSAGES)).status, 200);
  });

  it('keeps a line per call, with the mailbox and without ids or addresses in the path', async () => {
    await create();
    await site.graph('GET', `/users/${ANNA}/mailFolders/nonsense`);
    const mailbox = site.users[0]?.id;
    const lines = site.requests.map(({ clientRequestId: _, ...line }) => line);
    assert.deepEqual(lines, [
      { method: 'POST', path: '/v1.0/users/:user/messages', status: 201, mailbox, bytes: 15 },
      {
        method: 'GET',
        path: '/v1.0/users/:user/mailFolders/:folder',
        status: 400,
        code: 'ErrorInvalidIdMalformed',
        mailbox,
      },
    ]);
  });
});
