import assert from 'node:assert/strict';
import { startTestSite, type TestSite } from './fixture.js';

const BYTES = Buffer.from('0123456789');
const ODD_ID = 'wamid/19+x==%2F?#ü';

describe('downloading attachments from the sandbox TeleMessage site', () => {
  let test: TestSite;
  let authorization: string;
  const get = (itemId: string, attachmentId: string, headers: Record<string, string> = {}) =>
    test.ask(
      `/rest/v1/archive/items/${encodeURIComponent(itemId)}/attachments/${encodeURIComponent(attachmentId)}`,
      {
        headers: { authorization, ...headers },
      },
    );
  before(async () => {
    const files = new Map([
      ['tm-1 att-1', BYTES],
      ['tm-1 empty', Buffer.alloc(0)],
      [`${ODD_ID} ${ODD_ID}`, BYTES],
    ]);
    const attachmentBytes = (itemId: string, attachmentId: string) => files.get(`${itemId} ${attachmentId}`);
    test = await startTestSite({ attachmentBytes });
    authorization = `Bearer ${await test.token()}`;
  });
  after(() => test.site.close());

  it('sends the bytes and how many there are', async () => {
    const { status, headers, bytes } = await get('tm-1', 'att-1');
    assert.deepEqual({ status, bytes }, { status: 200, bytes: BYTES });
    assert.equal(headers['content-length'], '10');
    assert.equal((await get('tm-1', 'empty')).headers['content-length'], '0');
  });

  it('finds ids that a URL must escape', async () => {
    assert.deepEqual((await get(ODD_ID, ODD_ID)).bytes, BYTES);
  });

  it('sends the range that was asked for', async () => {
    for (const [range, text, contentRange] of [
      ['bytes=0-3', '0123', 'bytes 0-3/10'],
      ['bytes=4-', '456789', 'bytes 4-9/10'],
      ['bytes=-3', '789', 'bytes 7-9/10'],
      ['bytes=8-99', '89', 'bytes 8-9/10'],
      ['bytes=-99', '0123456789', 'bytes 0-9/10'],
    ] as const) {
      const { status, headers, bytes } = await get('tm-1', 'att-1', { range });
      assert.deepEqual(
        [status, bytes.toString(), headers['content-range']],
        [206, text, contentRange],
        range,
      );
      assert.equal(headers['content-length'], String(text.length));
    }
  });

  it('refuses a range that begins after the end', async () => {
    for (const range of ['bytes=10-', 'bytes=10-20', 'bytes=-0']) {
      const { status, code, headers } = await get('tm-1', 'att-1', { range });
      assert.deepEqual({ status, code }, { status: 416, code: 'RangeNotSatisfiable' }, range);
      assert.equal(headers['content-range'], 'bytes */10');
    }
  });

  it('ignores a range it does not understand', async () => {
    for (const range of ['bytes=', 'bytes=-', 'bytes=3-1', 'lines=1-2', 'bytes=0-1,4-5']) {
      const { status, bytes } = await get('tm-1', 'att-1', { range });
      assert.deepEqual({ status, bytes }, { status: 200, bytes: BYTES }, range);
    }
  });

  it('says of bytes it has not that they are not found', async () => {
    for (const [itemId, attachmentId] of [
      ['tm-1', 'att-2'],
      ['tm-2', 'att-1'],
    ] as const) {
      const { status, code } = await get(itemId, attachmentId);
      assert.deepEqual({ status, code }, { status: 404, code: 'AttachmentNotFound' });
    }
  });

  it('has the attachments of items that are added later', async () => {
    test.site.addItems([], (itemId) => (itemId === 'added' ? Buffer.from('new') : undefined));
    assert.equal((await get('added', 'att-1')).bytes.toString(), 'new');
    assert.deepEqual((await get('tm-1', 'att-1')).bytes, BYTES);
  });

  it('can break off, lie about the part it sends, and trickle, as often as told', async () => {
    test.site.spoilNext(1, { cutAfterBytes: 4 });
    await assert.rejects(get('tm-1', 'att-1'));
    test.site.spoilNext(1, { contentRange: 'bytes 1-2/3' });
    test.site.spoilNext(1, { trickle: { bytes: 1, everyMs: 5 } });
    const lie = await get('tm-1', 'att-1', { range: 'bytes=4-' });
    assert.deepEqual([lie.status, lie.headers['content-range']], [206, 'bytes 1-2/3']);
    const startedAt = Date.now();
    assert.deepEqual((await get('tm-1', 'att-1')).bytes, BYTES);
    assert.ok(Date.now() - startedAt >= 40, 'it came at once');
    assert.deepEqual((await get('tm-1', 'att-1')).bytes, BYTES);
  });
});
