import assert from 'node:assert/strict';
import { seenRecorder } from '../../src/activities/record-seen.js';
import type { Participant } from '../../src/domain/item.js';
import { seenKey } from '../../src/domain/seen.js';
import { openRepositories, type Repositories } from '../../src/storage/repositories.js';
import { collect, newId, newItemKey, openTestStorage } from '../storage/shared-azurite.js';
import { anItem } from '../support/items.js';
import { changed } from './changed.js';

const CROWD = 300;

describe('everybody who took part', () => {
  let repositories: Repositories;
  let connectorId: string;
  let writes: string[];

  beforeEach(async () => {
    repositories = openRepositories(await openTestStorage());
    connectorId = newId('connector');
    writes = [];
  });

  /** A worker that counts what it writes. */
  function worker() {
    const { seen, unmapped } = repositories;
    const counted = async <T>(name: string, write: Promise<T>): Promise<T> => {
      writes.push(name);
      return await write;
    };
    return seenRecorder({
      seen: changed(seen, {
        addPerson: async (...args) => await counted('person', seen.addPerson(...args)),
        putAppearance: async (...args) => await counted('appearance', seen.putAppearance(...args)),
      }),
      unmapped: changed(unmapped, {
        note: async (...args) => await counted('note', unmapped.note(...args)),
      }),
    });
  }
  const people = (count: number): Participant[] =>
    Array.from({ length: count }, (_, index) => ({
      phoneNumber: `+4477009${String(index).padStart(5, '0')}`,
    }));
  const sighting = (recipients: Participant[], archivedTime = '2026-03-03T09:16:02Z') => {
    const item = anItem({ recipients, archivedTime });
    const mailboxes = new Map([[seenKey(item.sender), 'box']]);
    const nothing = { catchAll: undefined, formers: new Map<string, string>() };
    return { connectorId, itemKey: newItemKey(), item, mailboxes, ...nothing };
  };

  it('is written down once, and their items cost one write each after that', async () => {
    const record = worker();
    await record(sighting(people(3)));
    assert.deepEqual(writes.toSorted(), [
      'appearance',
      ...Array<string>(3).fill('note'),
      ...Array<string>(4).fill('person'),
    ]);
    writes = [];
    await record(sighting(people(3)));
    assert.deepEqual(writes, ['appearance']);
    await record(sighting(people(1), '2026-03-05T00:00:00Z'));
    assert.deepEqual(writes, ['appearance', 'note', 'appearance']);
    assert.equal((await collect(repositories.seen.people(connectorId))).length, 4);
    assert.equal((await collect(repositories.seen.appearances(connectorId))).length, 3);
  });

  it('is the same to another worker, also at the same time', async () => {
    await Promise.all([worker(), worker()].map(async (record) => await record(sighting(people(20)))));
    assert.equal((await collect(repositories.seen.people(connectorId))).length, 21);
    assert.equal((await collect(repositories.unmapped.list(connectorId))).length, 20);
  });

  it('is replaced for an item that is mapped anew', async () => {
    const first = sighting(people(1));
    await worker()(first);
    await worker()({ ...first, mailboxes: new Map() });
    const [appearance, ...others] = await collect(repositories.seen.appearances(connectorId));
    assert.deepEqual(others, []);
    assert.deepEqual(
      appearance?.people.map(({ mailbox }) => mailbox),
      [null, null],
    );
  });

  it(`is written down in one go where that are ${CROWD}`, async () => {
    const record = worker();
    await record(sighting(people(CROWD)));
    assert.equal((await collect(repositories.unmapped.list(connectorId))).length, CROWD);
    writes = [];
    await record(sighting(people(CROWD)));
    assert.deepEqual(writes, ['appearance']);
  });
});
