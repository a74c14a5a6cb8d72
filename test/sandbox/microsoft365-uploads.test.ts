import assert from 'node:assert/strict';
import { ANNA, answerOf, BEN, startTenant, type Answer, type TestTenant } from '../support/sandbox-tenant.js';

const MESSAGES = `/users/${ANNA}/messages`;
const SIZE = 5_000_000;
const MOST = 4_000_000;

describe('sandbox Microsoft 365: upload sessions', () => {
  let site: TestTenant;
  let message: string;
  beforeEach(async () => {
    site = await startTenant();
    ({ id: message } = (await site.graph('POST', MESSAGES, { body: { subject: 'x' } })).json);
  });
  afterEach(() => site.close());

  const open = (changes: object = {}) =>
    site.graph('POST', `${MESSAGES}/${message}/attachments/createUploadSession`, {
      body: { AttachmentItem: { attachmentType: 'file', name: 'film.mov', size: SIZE, ...changes } },
    });
  const openUrl = async (changes: object = {}): Promise<string> => (await open(changes)).json.uploadUrl;
  const bytes = Buffer.alloc(SIZE, 'abcdefg');

  async function put(url: string, from: number, to: number, headers: object = {}): Promise<Answer> {
    const answer = await fetch(url, {
      method: 'PUT',
      body: bytes.subarray(from, to),
      headers: {
        'content-type': 'application/octet-stream',
        'content-range': `bytes ${from}-${to - 1}/${SIZE}`,
        ...headers,
      },
    });
    return answerOf(answer);
  }

  it('take a file slice by slice, on another host, and attach it with the last one', async () => {
    const { status, json } = await open({ contentType: 'video/quicktime' });
    assert.equal(status, 201);
    assert.deepEqual(json.nextExpectedRanges, ['0-']);
    assert.notEqual(new URL(json.uploadUrl).origin, site.url);
    const first = await put(json.uploadUrl, 0, MOST);
    assert.deepEqual([first.status, first.json.nextExpectedRanges], [200, [String(MOST)]]);
    assert.equal(site.messagesOf(ANNA)[0]?.attachments.length, 0, 'half a file is none');
    const last = await put(json.uploadUrl, MOST, SIZE);
    assert.deepEqual([last.status, last.json], [201, '']);
    const [attachment] = site.messagesOf(ANNA)[0]?.attachments ?? [];
    assert.ok(last.headers.get('location')?.endsWith(`/Attachments('${attachment?.id}')`));
    assert.deepEqual([attachment?.name, attachment?.contentType], ['film.mov', 'video/quicktime']);
    assert.ok(attachment?.bytes.equals(bytes));
    assert.equal((await put(json.uploadUrl, MOST, SIZE)).status, 404, 'it is over');
  });

  it('tell where to go on, and can be taken back', async () => {
    const url = await openUrl();
    await put(url, 0, 1000);
    const { status, json } = await answerOf(await fetch(url));
    assert.deepEqual([status, json.nextExpectedRanges], [200, ['1000']]);
    assert.equal((await fetch(url, { method: 'DELETE' })).status, 204);
    assert.equal((await fetch(url)).status, 404);
  });

  for (const [what, changes, refusal] of [
    ['an item', { attachmentType: 'item' }, [405, 'ErrorAttachmentSessionIsSupportedOnlyForFileAttachments']],
    ['less than 3 MB', { size: 2_999_999 }, [400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize']],
    ['more than 150 MB', { size: 157_286_401 }, [400, 'ErrorAttachmentSizeLimitExceeded']],
    ['a property it does not know', { sizeInBytes: 1 }, [400, 'RequestBodyRead']],
  ] as const) {
    it(`are not opened for ${what}`, async () => {
      const { status, json } = await open(changes);
      assert.deepEqual([status, json.error.code], refusal);
    });
  }

  for (const [what, from, to, headers, status] of [
    ['with a Graph token', 0, 1000, { authorization: 'Bearer x' }, 401],
    ['out of order', 1000, 2000, {}, 416],
    ['over 4 MB', 0, MOST + 1, {}, 413],
    ['of another total', 0, 1000, { 'content-range': 'bytes 0-999/4000000' }, 400],
    ['whose range and length differ', 0, 1000, { 'content-range': `bytes 0-998/${SIZE}` }, 400],
    ['without a range', 0, 1000, { 'content-range': '' }, 400],
    ['of another type', 0, 1000, { 'content-type': 'image/png' }, 415],
  ] as const) {
    it(`refuse a slice ${what}, and keep nothing of it`, async () => {
      const url = await openUrl();
      assert.equal((await put(url, from, to, headers)).status, status);
      assert.deepEqual((await answerOf(await fetch(url))).json.nextExpectedRanges, ['0-']);
    });
  }

  it('refuse an address whose token was changed', async () => {
    const url = await openUrl();
    assert.equal((await put(`${url}x`, 0, 1000)).status, 401);
  });

  it('end with their time', async () => {
    site.settings.uploadSessionMs = 0;
    assert.equal((await put(await openUrl(), 0, 1000)).status, 404);
    site.settings.uploadSessionMs = 60_000;
    const url = await openUrl();
    site.expireUploads();
    assert.equal((await put(url, 0, 1000)).status, 404);
  });

  it('fail where two run on one message: the second meets a change key that is no longer right', async () => {
    const [one, other] = [await openUrl(), await openUrl()];
    for (const url of [one, other]) await put(url, 0, MOST);
    assert.equal((await put(one, MOST, SIZE)).status, 201);
    const { status, json } = await put(other, MOST, SIZE);
    assert.deepEqual([status, json.error.code], [412, 'ErrorIrresolvableConflict']);
    assert.equal(site.messagesOf(ANNA)[0]?.attachments.length, 1);
  });

  it('fail also where a person has changed the message meanwhile', async () => {
    const url = await openUrl();
    await site.graph('PATCH', `${MESSAGES}/${message}`, { body: { isRead: true } });
    assert.equal((await put(url, 0, 1000)).status, 412);
  });

  it('refuse the slice with which the message becomes larger than the tenant allows', async () => {
    site.settings.largestMessageBytes = SIZE - 1;
    const url = await openUrl();
    assert.equal((await put(url, 0, MOST)).status, 200);
    const { status, json } = await put(url, MOST, SIZE);
    assert.deepEqual([status, json.error.code], [413, 'ErrorMessageSizeExceeded']);
  });

  it('count against the calls and the bytes of their mailbox', async () => {
    const url = await openUrl();
    site.settings.latencyMs = 1_000; // all five are under way at once, on a busy machine too
    const calls = await Promise.all(Array.from({ length: 5 }, () => fetch(url)));
    site.settings.latencyMs = 0;
    assert.equal(calls.filter(({ status }) => status === 429).length, 1);
    site.settings.uploadLimit = { most: 1_000, windowMs: 30_000 };
    assert.equal((await put(url, 0, 2_000)).status, 429);
    site.settings.uploadLimit = { most: 1_000_000, windowMs: 30_000 };
    assert.equal((await put(url, 0, 2_000)).status, 200);
    assert.equal((await site.graph('GET', `/users/${BEN}/messages`)).status, 200);
  });

  it('meet planned faults: refused, cut off, or carried out without a word', async () => {
    const url = await openUrl();
    site.failNext(1, { match: 'session', status: 503 });
    assert.equal((await open()).status, 503);
    site.failNext(1, { match: 'slice', after: 1, status: 429, retryAfter: 5 });
    assert.equal((await put(url, 0, 1000)).status, 200);
    assert.equal((await put(url, 1000, 2000)).headers.get('retry-after'), '5');
    site.failNext(1, { match: 'slice', mode: 'reset' });
    await assert.rejects(put(url, 1000, 2000));
    assert.deepEqual((await answerOf(await fetch(url))).json.nextExpectedRanges, ['1000']);
    site.failNext(1, { match: 'slice', mode: 'commit-then-reset' });
    await assert.rejects(put(url, 1000, 2000));
    assert.deepEqual((await answerOf(await fetch(url))).json.nextExpectedRanges, ['2000']);
  });

  it('leave a line per call with its size, and no token', async () => {
    const url = await openUrl();
    await put(url, 0, 1000);
    const line = site.requests.at(-1);
    assert.deepEqual(
      [line?.method, line?.path, line?.bytes],
      ['PUT', '/api/v2.0/:user/:message/:session', 1000],
    );
    assert.equal(line?.mailbox, site.users[0]?.id);
  });
});
