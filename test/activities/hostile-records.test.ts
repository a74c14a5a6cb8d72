import assert from 'node:assert/strict';
import { recordBlob } from '../../src/storage/blob-names.js';
import type { Source } from '../../src/sources/source.js';
import { newId } from '../storage/shared-azurite.js';
import { Bench, forBoth } from './bench.js';
import { changed } from './changed.js';

const DEEP = '['.repeat(100_000) + ']'.repeat(100_000);

describe('hostile records of one page', () => {
  let bench: Bench;
  let source: Source;

  beforeEach(async () => {
    bench = await Bench.open();
    const { connector } = await bench.deps.connectors.get(bench.connectorId);
    source = bench.deps.sourceOf(connector);
  });
  afterEach(() => bench.close());

  /** Lists and stages these texts of records; resolves to what became of each, in their order. */
  async function stageAll(texts: string[]) {
    const page = Buffer.from(
      `{"items":[${texts.join(',')}],"nextCursor":null,"windowCount":${texts.length}}`,
    );
    const fetchPage = async () => await Promise.resolve(page);
    const activities = bench.activities({ sourceOf: () => changed(source, { fetchPage }) });
    const plan = await bench.openRun();
    const { blob, items } = await bench.listPage(plan, 0, activities);
    const staged = [];
    for (const { itemKey, index } of items) {
      const record = { blob, index };
      const reason = await activities.stageItem({ run: plan.run, itemKey, record }).then(
        () => null,
        ({ code, name }: { code?: string; name: string }) => code ?? name,
      );
      const kept = (await bench.deps.staging.read(recordBlob(itemKey))).toString();
      staged.push({ reason, isAsDelivered: kept === texts[index] });
    }
    return staged;
  }

  const sound = (more = '') => JSON.stringify(forBoth({ itemId: newId('item') })).replace('{', `{${more}`);

  it('cost themselves and nobody else, and every one is kept as it was delivered', async () => {
    const malformed = [
      DEEP,
      'null',
      '7',
      '"text"',
      '{}',
      `{"itemId":"${newId('item')}","revision":0,"nested":${DEEP}}`,
      JSON.stringify(forBoth({ itemId: newId('item'), messageTime: '57300-06-03T18:46:03Z' })),
      JSON.stringify(forBoth({ itemId: 'x'.repeat(100_000) })),
      `{"itemId":"\\ud800","revision":${2 ** 53}}`,
    ];
    const taken = [
      sound(),
      sound('"serial":12345678901234567890,'),
      sound('"__proto__":{"revision":9},"constructor":{"prototype":{"admin":true}},'),
      sound('"text":"one",').replace(/}$/, ',"text":"two"}'),
      sound(`"nested":${DEEP},`),
      sound('"text":"\\ud83d",'),
      sound(' \r\n\t'),
    ];
    const staged = await stageAll([...malformed, ...taken]);
    assert.deepEqual(staged, [
      ...malformed.map(() => ({ reason: 'MalformedItem', isAsDelivered: true })),
      ...taken.map(() => ({ reason: null, isAsDelivered: true })),
    ]);
  });

  it('that are the same but for what is deeper than we look cost no error', async () => {
    const itemId = newId('item');
    const at = (nested: string) => JSON.stringify(forBoth({ itemId })).replace('{', `{"nested":${nested},`);
    assert.equal((await stageAll([at(DEEP), at(`[${DEEP}]`)])).length, 1);
  });
});
