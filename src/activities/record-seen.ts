import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { participantsOf, type Item, type Participant } from '../domain/item.js';
import { isWaiting, seenKey, type Appearance } from '../domain/seen.js';
import { noteUnmapped, NOBODY, NOTED_FOR_MS, type UnmappedPerson } from '../domain/unmapped.js';
import type { ArchiverDeps } from './deps.js';

const MAX_REMEMBERED = 100_000;
const WRITES_AT_A_TIME = 32;

/** An item as it was mapped. */
export interface Sighting {
  connectorId: string;
  itemKey: string;
  item: Item;
  /** By the key of SeenPerson; who is missing has none. */
  mailboxes: ReadonlyMap<string, string>;
  /** Of the catch-all mailbox, where the item goes there. */
  catchAll: string | undefined;
  /** By the key of SeenPerson: the mailbox that each had when the item was mapped before. */
  formers: ReadonlyMap<string, string>;
}

export type SeenRecorder = (sighting: Sighting) => Promise<void>;

/**
 * Writes down who took part in an item, and who of them had no mailbox. The item comes last: as long as it is not there
 * nothing leads to it, and once it is everybody in it is known.
 */
export function seenRecorder(deps: Pick<ArchiverDeps, 'seen' | 'unmapped'>): SeenRecorder {
  const people = new LRUCache<string, true>({ max: MAX_REMEMBERED });
  const unmapped = new LRUCache<string, UnmappedPerson>({ max: MAX_REMEMBERED, ttl: NOTED_FOR_MS });

  const addPerson = async (connectorId: string, key: string, participant: Participant): Promise<void> => {
    if (people.has(`${connectorId}/${key}`)) return;
    await deps.seen.addPerson(connectorId, { key, participant });
    people.set(`${connectorId}/${key}`, true);
  };

  const note = async (
    { connectorId, item }: Sighting,
    key: string,
    participant: Participant | null,
  ): Promise<void> => {
    const known = unmapped.get(`${connectorId}/${key}`);
    if (known && noteUnmapped(known, item.archivedTime, Date.parse(known.notedAt)) === known) return;
    const noted = await deps.unmapped.note(connectorId, { key, participant }, item.archivedTime);
    unmapped.set(`${connectorId}/${key}`, noted);
  };

  return async (sighting) => {
    const { connectorId } = sighting;
    const { appearance, participants } = appearanceOf(sighting);
    await pLimit(WRITES_AT_A_TIME).map(appearance.people, async ({ key, mailbox }) => {
      const participant = participants.get(key) ?? {};
      await addPerson(connectorId, key, participant);
      if (mailbox === null) await note(sighting, key, participant);
    });
    if (isWaiting(appearance)) await note(sighting, NOBODY, null);
    await deps.seen.putAppearance(connectorId, appearance);
  };
}

function appearanceOf({ itemKey, item, mailboxes, catchAll, formers }: Sighting) {
  const participants = new Map(participantsOf(item).map((each) => [seenKey(each), each]));
  const { archivedTime, messageTime } = item;
  const people = [...participants.keys()].map((key) => {
    const [mailbox, former] = [mailboxes.get(key), formers.get(key)];
    if (mailbox !== undefined || former === undefined) return { key, mailbox: mailbox ?? null };
    return { key, mailbox: null, former };
  });
  const appearance: Appearance = { itemKey, archivedTime, messageTime, people };
  return { participants, appearance: catchAll === undefined ? appearance : { ...appearance, catchAll } };
}
