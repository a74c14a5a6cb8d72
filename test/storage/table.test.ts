import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AzureStorage } from '../../src/storage/azure.js';
import { isKeyPart, keysUnder, tableKey } from '../../src/storage/table-keys.js';
import { Table } from '../../src/storage/table.js';
import { startAnswerThief, type AnswerThief } from './answer-thief.js';
import { collect, connectionString, newId, openTestStorage } from './shared-azurite.js';

describe('a table', () => {
  let storage: AzureStorage;
  let table: Table<unknown>;
  let partition: string;

  before(async () => {
    storage = await openTestStorage();
    table = new Table(storage, 'tabletest');
  });

  beforeEach(() => {
    partition = newId('p');
  });

  it('gives back any JSON value as it was, also one too long for a row', async () => {
    for (const value of ['x', null, { text: '"\\\u0000\ud800é' }, ['é'.repeat(70_000)]]) {
      await table.put(partition, 'row', value);
      assert.deepEqual((await table.find(partition, 'row'))?.value, JSON.parse(JSON.stringify(value)));
    }
  });

  it('lets only the first of two clients change a row that both have read', async () => {
    const other = new Table<unknown>(await openTestStorage(), 'tabletest');
    await table.insert(partition, 'row', 0);
    const [mine, theirs] = [await table.find(partition, 'row'), await other.find(partition, 'row')];
    assert.ok(mine && theirs);
    const changed = await table.replace(mine, 1);
    assert.equal(changed?.value, 1);
    assert.notEqual(changed.etag, mine.etag);
    assert.equal(await other.replace(theirs, 2), undefined);
    assert.equal((await table.find(partition, 'row'))?.value, 1);
  });

  it("tells a row's age by one clock: storage's", async () => {
    await table.insert(partition, 'row', 0);
    const row = await table.find(partition, 'row');
    assert.ok(row);
    // The Date header is cut to seconds, so it may seem a little earlier than the change, never later.
    assert.ok(row.readAt - row.changedAt > -1_000 && row.readAt - row.changedAt < 60_000);
  });

  it('changes several rows or none', async () => {
    await table.insert(partition, 'there', 'old');
    assert.equal(
      await table.transact(
        partition,
        ['new', 'there'].map((insert) => ({ insert, value: 'new' })),
      ),
      false,
    );
    assert.equal(await table.find(partition, 'new'), undefined);
    const there = await table.find(partition, 'there');
    assert.ok(there);
    const changes = [
      { insert: 'new', value: 1 },
      { replace: there, value: 2 },
    ];
    assert.equal(await table.transact(partition, changes), true);
    assert.equal(await table.transact(partition, changes), false);
    assert.deepEqual(
      (await collect(table.list(partition))).map(({ value }) => value),
      [1, 2],
    );
  });

  it('inserts what is missing, past the limit of a transaction, and leaves alone what is there', async () => {
    const keys = Array.from({ length: 230 }, (_, index) => `row${String(index).padStart(3, '0')}`);
    await table.insert(partition, 'row007', 'first');
    await table.insertMissing(partition, new Map(keys.map((key) => [key, 'later'])));
    const rows = await collect(table.list(partition));
    assert.deepEqual(
      rows.map(({ rowKey }) => rowKey),
      keys,
    );
    assert.deepEqual(
      rows.filter(({ value }) => value === 'first').map(({ rowKey }) => rowKey),
      ['row007'],
    );
  });

  it('lists more than a page holds, completely', async () => {
    const keys = Array.from({ length: 1_050 }, (_, index) => String(index).padStart(5, '0'));
    await table.insertMissing(partition, new Map(keys.map((key) => [key, null])));
    assert.deepEqual(
      (await collect(table.list(partition))).map(({ rowKey }) => rowKey),
      keys,
    );
  });

  it('refuses a row of a schema it does not know', async () => {
    const client = await storage.table('tabletest');
    await client.createEntity({ partitionKey: partition, rowKey: 'row', schema: 2, write: 'x', json: '1' });
    await assert.rejects(table.find(partition, 'row'), { code: 'Unexpected', message: /schema 2/ });
  });
});

describe('a table whose answer is lost', () => {
  let thief: AnswerThief;
  let table: Table<unknown>;
  let direct: Table<unknown>;
  let partition: string;

  before(async () => {
    const endpoint = /TableEndpoint=(http:\/\/[^/]*)/.exec(await connectionString())?.[1] ?? '';
    thief = await startAnswerThief(endpoint);
    table = new Table(await openTestStorage((text) => text.replace(endpoint, thief.url)), 'tabletest');
    direct = new Table(await openTestStorage(), 'tabletest');
    await table.find('warm', 'up');
  });

  beforeEach(() => {
    partition = newId('p');
    thief.stolen = 0;
  });

  after(async () => {
    await thief.close();
  });

  it('knows its own insert again', async () => {
    thief.stealNext('POST');
    assert.equal(await table.insert(partition, 'row', 'mine'), true);
    assert.equal(thief.stolen, 1);
    assert.equal(await table.insert(partition, 'row', 'mine'), false);
  });

  it('knows its own change again', async () => {
    await direct.insert(partition, 'row', 0);
    const row = await direct.find(partition, 'row');
    assert.ok(row);
    thief.stealNext('PUT');
    assert.equal((await table.replace(row, 1))?.value, 1);
    assert.equal(thief.stolen, 1);
    assert.equal(await table.replace(row, 1), undefined);
  });

  it('knows its own transaction again', async () => {
    thief.stealNext('POST');
    assert.equal(
      await table.transact(
        partition,
        ['a', 'b'].map((insert) => ({ insert, value: 1 })),
      ),
      true,
    );
    assert.equal(thief.stolen, 1);
  });
});

describe('table keys', () => {
  it('hold no character that Azure refuses, nor our separator', () => {
    for (const text of ['a/b', 'a\\b', 'a#b', 'a?b', 'a|b', 'a\u0000b', 'a\u0085b', ''])
      assert.ok(!isKeyPart(text));
    assert.throws(() => tableKey('fine', 'run/x'), { code: 'InvalidArgument', message: /^(?!.*run\/x)/ });
  });

  it('are under their own prefix and under no other', () => {
    const part = fc.string({ minLength: 1 }).filter(isKeyPart);
    // Neighbours that differ only behind their common beginning, where a range could take in too much.
    const ending = fc.constantFrom('', '0', '{', '}', '~', 'é');
    fc.assert(
      fc.property(part, ending, part, (one, end, rest) => {
        const other = one + end;
        const { from, before } = keysUnder(one);
        const key = tableKey(other, rest);
        assert.equal(key >= from && key < before, one === other);
      }),
    );
  });
});
