import { join } from 'node:path';
import type { ItemIdentity } from '../world/expected.js';
import type { World } from '../world/world.js';
import { deliveredId, type DropRecord } from './drop-record.js';
import { dropName, writeDropZip } from './drop-zip.js';
import { emlOf } from './eml.js';

/** TeleMessage begins another ZIP at so many messages; ours are small, so that a day makes several. */
const MESSAGES_PER_ZIP = 100;

/** The day as drops deliver it: the same people, files and outcomes, and other ids for what the source corrects. */
export function asDrops(world: World): World {
  const { copies, noMapping, malformed, counts } = world.expected;
  return {
    ...world,
    expected: {
      copies: copies.map(delivered),
      noMapping: noMapping.map(delivered),
      malformed: malformed.map(delivered),
      counts,
    },
  };
}

function delivered<T extends ItemIdentity>(identity: T): T {
  return { ...identity, itemId: deliveredId(identity), revision: 0 };
}

/**
 * Writes the whole day into the directory and resolves to the names of the ZIPs. Each is closed when its last record was
 * archived, so that a run over the day takes all of them. An item that the source lists twice is in two of them.
 */
export async function writeDrops(world: World, directory: string): Promise<string[]> {
  const names: string[] = [];
  for (const records of inBatches(world.items as DropRecord[])) {
    const zippedAt = new Date(records.at(-1)?.archivedTime ?? world.window.from);
    const name = dropName(names.length + 1, zippedAt);
    const emls = records.map((record) => emlOf(record, world.attachmentBytes));
    await writeDropZip(join(directory, name), emls, zippedAt);
    names.push(name);
  }
  return names;
}

function inBatches(records: readonly DropRecord[]): DropRecord[][] {
  return Array.from({ length: Math.ceil(records.length / MESSAGES_PER_ZIP) }, (_, place) =>
    records.slice(place * MESSAGES_PER_ZIP, (place + 1) * MESSAGES_PER_ZIP),
  );
}
