import assert from 'node:assert/strict';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { LIMITS } from '../../../src/sources/telemessage/limits.js';
import { patience, startRawSite, WINDOW } from './fixture.js';
import { aRecord } from './record.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const CHARSET = { 'content-type': 'application/json; charset=iso-8859-1' };
const TEXT = 'Grüße 👋';
const PAGE = Buffer.from(
  JSON.stringify({ items: [aRecord({ text: TEXT })], nextCursor: null, windowCount: 1 }),
);
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** What the source makes of an answer: the page, or a rejection. */
async function read(answer: (response: ServerResponse) => void) {
  const raw = await startRawSite((_, response) => answer(response));
  try {
    const bytes = await raw.source.fetchPage({ window: WINDOW, cursor: null }, patience());
    return { source: raw.source, bytes, page: raw.source.parsePage(bytes) };
  } finally {
    await raw.close();
  }
}

const pageOf = (...records: string[]) =>
  Buffer.from(`{"items":[${records.join(',')}],"nextCursor":null,"windowCount":${records.length}}`);

describe('a page as no good site would send it', () => {
  for (const [name, head, bytes] of [
    ['with a charset that is none of JSON’s, but in UTF-8,', CHARSET, PAGE],
    ['that begins with a byte order mark', JSON_TYPE, Buffer.concat([BOM, PAGE])],
    ['compressed though nobody asked', { ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync(PAGE)],
    ['compressed in another way', { ...JSON_TYPE, 'content-encoding': 'br' }, brotliCompressSync(PAGE)],
  ] as const) {
    it(`${name} is taken, and its texts are right`, async () => {
      const { page, source } = await read((response) => response.writeHead(200, head).end(bytes));
      assert.equal(source.parseItem(page.records[0]).text, TEXT);
    });
  }

  it('in the charset that it names, if that is not UTF-8, is refused and not guessed at', async () => {
    const latin1 = Buffer.from(
      JSON.stringify({ items: ['Grüße'], nextCursor: null, windowCount: 1 }),
      'latin1',
    );
    await assert.rejects(
      read((response) => response.writeHead(200, CHARSET).end(latin1)),
      { code: 'SourceAnswerInvalid' },
    );
  });

  it('that unpacks to more than a page may hold is refused, however small it was sent', async () => {
    const bomb = gzipSync(Buffer.alloc(LIMITS.MAX_PAGE_BYTES + 1, 0x20));
    assert.ok(bomb.length < 100_000);
    await assert.rejects(
      read((response) => response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(bomb)),
      { code: 'SourceAnswerInvalid', message: /larger than/ },
    );
  });

  it('of as many records as a page may have is taken, and of one more refused', async () => {
    const answer = (records: number) =>
      read((response) =>
        response.writeHead(200, JSON_TYPE).end(pageOf(...Array.from({ length: records }, () => '[]'))),
      );
    assert.equal((await answer(LIMITS.MAX_PAGE_RECORDS)).page.records.length, LIMITS.MAX_PAGE_RECORDS);
    await assert.rejects(answer(LIMITS.MAX_PAGE_RECORDS + 1), { code: 'SourceAnswerInvalid' });
  });

  it('that says to be compressed and is not is no answer', async () => {
    await assert.rejects(
      read((response) => response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(PAGE)),
      { code: 'SourceUnreachable' },
    );
  });

  it('with a key given twice means the last one, and its bytes still hold both', async () => {
    const answer = Buffer.from(
      '{"items":[1],"items":[2],"nextCursor":"x","nextCursor":null,"windowCount":2}',
    );
    const { page, bytes } = await read((response) => response.writeHead(200, JSON_TYPE).end(answer));
    assert.deepEqual([page.records, page.recordTexts, page.nextCursor], [[2], ['2'], null]);
    assert.deepEqual(bytes, answer);
  });
});

describe('a record as no good site would send it', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const texts = {
    'nested 100,000 deep': `{"itemId":"a","revision":0,"extra":${deep}}`,
    'that is nothing but nesting': deep,
    'with keys of prototypes':
      '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"itemId":"a"}',
    'with numbers beyond 2^53': '{"itemId":"a","serial":12345678901234567890,"big":1e400}',
    'with a key given twice': '{"itemId":"a","text":"one","text":"two"}',
    'with half a character': '{"itemId":"a","text":"\\ud83d"}',
    'with spaces between everything': '{ "itemId" : "a" ,\n "list" : [ 1 , 2 ] }',
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`${name} comes with its very text, and its neighbours with theirs`, async () => {
      const sound = JSON.stringify(aRecord());
      const answer = pageOf(sound, text, sound);
      const { page, source } = await read((response) => response.writeHead(200, JSON_TYPE).end(answer));
      assert.deepEqual(page.recordTexts, [sound, text, sound]);
      assert.equal(source.parseItem(page.records[2]).itemId, 'item-1');
      assert.ok(!('admin' in {}));
    });
  }

  for (const [name, change] of Object.entries({
    'of the year 57300': { messageTime: '57300-06-03T18:46:03Z' },
    'archived in the year 57300': { archivedTime: '57300-06-03T18:46:03Z' },
    'with an id of a million characters': { itemId: 'x'.repeat(1_000_000) },
    'with a revision beyond 2^53': { revision: 2 ** 53 },
  })) {
    it(`${name} is malformed, and its neighbours are not`, async () => {
      const answer = pageOf(JSON.stringify(aRecord(change)), JSON.stringify(aRecord()));
      const { page, source } = await read((response) => response.writeHead(200, JSON_TYPE).end(answer));
      assert.throws(() => source.parseItem(page.records[0]), { code: 'MalformedItem' });
      assert.equal(source.parseItem(page.records[1]).itemId, 'item-1');
    });
  }
});
