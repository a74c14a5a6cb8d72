import { makeWorld, type World } from '../../src/sandbox/world/world.js';

/** Enough that the plainest kinds, which come last, are among them. */
const ITEMS_TO_CHOOSE_FROM = 48;

/** A day of items that all go whole into their mailboxes; `like` has the people, and to whom numbers were handed over. */
export function plainDay(like: World, seed: string, { day, items }: { day: string; items: number }): World {
  const world = makeWorld({ seed, day, items: ITEMS_TO_CHOOSE_FROM, handOver: like.handOver });
  const chosen = world.items.filter((item) => isPlain(world, idOf(item))).slice(-items);
  const ids = new Set(chosen.map(idOf));
  const copies = world.expected.copies.filter(({ itemId }) => ids.has(itemId));
  const counts = {
    availableFromSource: chosen.length,
    availableForImport: copies.length,
    imported: copies.length,
    partiallyImported: 0,
    failed: 0,
  };
  return { ...world, items: chosen, expected: { copies, noMapping: [], malformed: [], counts } };
}

function isPlain({ items, expected }: World, itemId: string): boolean {
  const copies = expected.copies.filter((copy) => copy.itemId === itemId);
  const revisions = items.filter((item) => idOf(item) === itemId).length;
  return (
    copies.length > 0 &&
    revisions === 1 &&
    copies.every(({ partial, files }) => !partial && files.length === 0)
  );
}

function idOf(item: unknown): string {
  return (item as { itemId: string }).itemId;
}
