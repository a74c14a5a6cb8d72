import assert from 'node:assert/strict';
import { record, startTestSite, type TestSite } from './fixture.js';

const PRODUCT = 'whatsapp-phone-archiver';
const DAY = { product: PRODUCT, archivedFrom: '2026-11-19T00:00:00Z', archivedTo: '2026-11-20T00:00:00Z' };

const ITEMS = [
  record('c', '2026-11-19T12:00:00.000Z'),
  record('a', '2026-11-19T00:00:00.000Z'),
  record('before', '2026-11-18T23:59:59.999Z'),
  record('b', '2026-11-19T13:00:00+05:30'),
  record('after', '2026-11-20T00:00:00.000Z'),
  record('c', '2026-11-19T12:00:00.000Z'),
  record('c', '2026-11-19T12:00:00.000Z', 1),
  { ...record('elsewhere', '2026-11-19T12:00:00.000Z'), product: 'whatsapp-cloud-archiver' },
];

function idsOf(json: unknown): string[] {
  const { items } = Object(json);
  return items.map(({ itemId, revision }: { itemId: string; revision: number }) => itemId + revision);
}

function cursorOf(json: unknown): string {
  return String(Object(json).nextCursor);
}

describe('listing items at the sandbox TeleMessage site', () => {
  let test: TestSite;
  let token: string;
  const items = (query: Record<string, string>) => test.askItems(token, query);
  const start = async (options: Parameters<typeof startTestSite>[0] = {}) => {
    test = await startTestSite({ items: ITEMS, keepsFrom: '2026-11-01T00:00:00Z', ...options });
    token = await test.token();
  };
  afterEach(() => test.site.close());

  it('gives the items of a half-open window over archived time, oldest first', async () => {
    await start();
    const { json } = await items(DAY);
    assert.deepEqual(idsOf(json), ['a0', 'b0', 'c0', 'c0', 'c1']);
  });

  it('ends pages with a null cursor and counts an item listed twice once', async () => {
    await start();
    const first = await items({ ...DAY, limit: '3' });
    const second = await items({ ...DAY, limit: '3', cursor: cursorOf(first.json) });
    assert.deepEqual(
      [idsOf(first.json), idsOf(second.json)],
      [
        ['a0', 'b0', 'c0'],
        ['c0', 'c1'],
      ],
    );
    assert.equal(Object(second.json).nextCursor, null);
    assert.deepEqual([Object(first.json).windowCount, Object(second.json).windowCount], [4, 4]);
  });

  it('answers the same page to a cursor sent again, even when items have come in between', async () => {
    await start();
    const cursor = cursorOf((await items({ ...DAY, limit: '2' })).json);
    const once = await items({ ...DAY, limit: '2', cursor });
    test.site.addItems([record('late', '2026-11-19T12:00:00Z', 0), record('old', '2026-11-19T11:00:00Z', 0)]);
    const again = await items({ ...DAY, limit: '500', cursor });
    assert.deepEqual(idsOf(again.json), idsOf(once.json));
    assert.equal(cursorOf(again.json), cursorOf(once.json));
    assert.deepEqual([Object(once.json).windowCount, Object(again.json).windowCount], [4, 6]);
  });

  it('puts 200 items on a page unless told otherwise', async () => {
    const many = Array.from({ length: 501 }, (_, index) => record(`m${index}`, '2026-11-19T01:00:00Z'));
    await start({ items: many });
    assert.equal(idsOf((await items(DAY)).json).length, 200);
    assert.equal(idsOf((await items({ ...DAY, limit: '500' })).json).length, 500);
  });

  it('can give smaller pages than asked for, and begin with an empty one', async () => {
    await start({ pageSize: 4, hasEmptyFirstPage: true });
    const first = await items(DAY);
    assert.deepEqual(idsOf(first.json), []);
    const second = await items({ ...DAY, cursor: cursorOf(first.json) });
    assert.equal(idsOf(second.json).length, 4);
    const third = await items({ ...DAY, cursor: cursorOf(second.json) });
    assert.deepEqual([idsOf(third.json), Object(third.json).nextCursor], [['c1'], null]);
  });

  it('refuses a window that is not as the contract has it', async () => {
    await start();
    const { product, archivedFrom, archivedTo } = DAY;
    const wrong: Record<string, string>[] = [
      { archivedFrom, archivedTo },
      { product, archivedTo },
      { product, archivedFrom },
      { ...DAY, product: 'signal-archiver' },
      { ...DAY, product: 'whatsapp-cloud-archiver' },
      { ...DAY, archivedFrom: '2026-11-19' },
      { ...DAY, archivedFrom: '2026-11-19T00:00:00' },
      { ...DAY, archivedFrom: '2026-02-31T00:00:00Z' },
      { ...DAY, archivedTo: archivedFrom },
      { ...DAY, archivedFrom: archivedTo, archivedTo: archivedFrom },
      ...['0', '501', '-1', '1.5', 'all', ''].map((limit) => ({ ...DAY, limit })),
      { ...DAY, curser: 'x' },
    ];
    for (const query of wrong) {
      const { status, code } = await items(query);
      assert.deepEqual({ status, code }, { status: 400, code: 'InvalidWindow' }, JSON.stringify(query));
    }
    const twice = `/rest/v1/archive/items?${new URLSearchParams(DAY).toString()}&limit=1&limit=2`;
    assert.equal(
      (await test.ask(twice, { headers: { authorization: `Bearer ${token}` } })).code,
      'InvalidWindow',
    );
  });

  it('refuses a cursor it never gave, and one of another window', async () => {
    await start();
    const cursor = cursorOf((await items({ ...DAY, limit: '2' })).json);
    for (const query of [
      { ...DAY, cursor: 'made-up' },
      { ...DAY, cursor: '' },
      { ...DAY, cursor, archivedTo: '2026-11-20T00:00:00.001Z' },
    ]) {
      const { status, code } = await items(query);
      assert.deepEqual({ status, code }, { status: 400, code: 'InvalidCursor' });
    }
    const sameInstant = { ...DAY, cursor, archivedTo: '2026-11-20T01:00:00+01:00' };
    assert.equal((await items(sameInstant)).status, 200);
  });

  it('refuses a cursor with another product', async () => {
    const both = ['whatsapp-phone-archiver', 'whatsapp-cloud-archiver'];
    await start({
      accounts: [{ id: 'x', username: 'admin@contoso.example', password: 'right', products: both }],
    });
    const cursor = cursorOf((await items({ ...DAY, limit: '2' })).json);
    assert.equal((await items({ ...DAY, cursor, product: 'whatsapp-cloud-archiver' })).code, 'InvalidCursor');
  });

  it('says of a window older than it keeps that it is purged', async () => {
    await start();
    const { status, code } = await items({ ...DAY, archivedFrom: '2026-10-31T23:59:59.999Z' });
    assert.deepEqual({ status, code }, { status: 410, code: 'WindowPurged' });
    assert.equal((await items({ ...DAY, archivedFrom: '2026-11-01T00:00:00Z' })).status, 200);
  });

  it('can purge more, and list shorter pages, while it is running', async () => {
    await start();
    test.site.limitPages(2);
    assert.equal(idsOf((await items(DAY)).json).length, 2);
    test.site.purgeBefore('2026-11-19T00:00:00.001Z');
    assert.equal((await items(DAY)).code, 'WindowPurged');
    assert.equal((await items({ ...DAY, archivedFrom: '2026-11-19T00:00:00.001Z' })).status, 200);
  });

  it('can lead from the last page back to the first, for ever, and end again', async () => {
    await start();
    test.site.limitPages(3);
    test.site.loopCursors(true);
    const seen = [];
    let query: Record<string, string> = DAY;
    for (let pages = 0; pages < 6; pages += 1) {
      const { json } = await items(query);
      seen.push(idsOf(json).join());
      query = { ...DAY, cursor: cursorOf(json) };
    }
    assert.deepEqual(seen, ['a0,b0,c0', 'c0,c1', 'a0,b0,c0', 'c0,c1', 'a0,b0,c0', 'c0,c1']);
    test.site.loopCursors(false);
    const second = cursorOf((await items(DAY)).json);
    assert.equal(Object((await items({ ...DAY, cursor: second })).json).nextCursor, null);
  });
});
