import { LATE_DELIVERY, timesOf, windowOfDay } from './calendar.js';
import { makeCast, type Cast } from './cast.js';
import type { Entry } from './draft.js';
import { writeEvents } from './events.js';
import { expectedOf, type Expected, type Sent } from './expected.js';
import { writeFaultsOfTheSource } from './faults-of-the-source.js';
import { writeMessages, writeSmallTalk } from './messages.js';
import type { MappingMode } from './people.js';
import { Random } from './random.js';
import { attachmentIdAt, toRecord } from './record.js';
import { Script } from './script.js';
import { writeSharedFiles } from './shared-files.js';
import { makeThreads } from './threads.js';

const DEFAULT_ITEMS = 360;
const NOON_MS = 43_200_000;

export interface WorldOptions {
  /** The same seed has the same people on every day. */
  seed: string | number;
  /** YYYY-MM-DD: the UTC day in which everything is archived. */
  day: string;
  /**
   * How many records the source lists; default 360. From 220 on one of them is listed twice; below 300 some of the
   * plainer kinds are left out.
   */
  items?: number;
  /** How the connector maps people to mailboxes; default `both`. The records are the same in every mode. */
  mapping?: MappingMode;
  /** From this instant on a number is another employee's; default: noon of the day. */
  handOver?: string;
}

/** A pretend organisation, one day of its WhatsApp data, and what must come of it. */
export interface World extends Cast {
  /** Id of the TeleMessage account that all of it belongs to. */
  account: string;
  product: string;
  /** Raw records of the contract, oldest archived first; some are broken and one is there twice. */
  items: unknown[];
  /** Makes the bytes when asked; undefined where the source has lost them. */
  attachmentBytes: (itemId: string, attachmentId: string) => Buffer | undefined;
  /** The day, half-open. */
  window: { from: string; to: string };
  mapping: MappingMode;
  handOver: string;
  expected: Expected;
}

/** Pure: the same options give the same bytes. Item ids of two days or two seeds never meet. */
export function makeWorld(options: WorldOptions): World {
  const { seed, day, items = DEFAULT_ITEMS, mapping = 'both' } = options;
  const window = windowOfDay(day);
  const { handOver = new Date(Date.parse(window.from) + NOON_MS).toISOString() } = options;
  const product = 'whatsapp-phone-archiver';
  const cast = makeCast(`${seed}`, handOver);
  const entries = writeDay(`${seed}`, day, cast, items);
  const random = new Random(`${seed}/${day}/records`);
  const { records, sent } = recordsOf(entries, { day, product, random });
  return {
    ...cast,
    account: `account-${new Random(`${seed}/account`).hex(8)}`,
    product,
    items: records,
    attachmentBytes: attachmentsOf(entries),
    window,
    mapping,
    handOver,
    expected: expectedOf(sent, mapping),
  };
}

/** What is hard comes first, so that a small world has it too. */
function writeDay(seed: string, day: string, cast: Cast, count: number): Entry[] {
  const threads = makeThreads(cast.people, new Random(`${seed}/threads`));
  const prefix = `${day.replaceAll('-', '')}-${new Random(`${seed}/prefix`).hex(8)}`;
  const script = new Script(new Random(`${seed}/${day}`), threads, prefix);
  writeFaultsOfTheSource(script);
  writeSharedFiles(script);
  writeEvents(script);
  writeMessages(script);
  while (script.entries.length < count) writeSmallTalk(script);
  const { first, end } = LATE_DELIVERY;
  const [repeated] = script.entries.slice(first, first + 1);
  if (repeated === undefined) return script.entries.slice(0, count);
  return script.entries.toSpliced(end - 1, 0, repeated).slice(0, count);
}

/** An entry that is there twice has one record: the very same bytes. */
function recordsOf(
  entries: Entry[],
  { day, product, random }: { day: string; product: string; random: Random },
): { records: unknown[]; sent: Sent[] } {
  const records = new Map<Entry, unknown>();
  const sent: Sent[] = [];
  for (const [place, entry] of entries.entries()) {
    const times = timesOf(day, place, entries.length, random);
    if (records.has(entry)) continue;
    records.set(entry, toRecord(entry, product, times, random));
    sent.push([entry, times.messageMs]);
  }
  return { records: entries.map((entry) => records.get(entry)), sent };
}

function attachmentsOf(entries: Entry[]): World['attachmentBytes'] {
  const makers = new Map<string, (() => Buffer) | undefined>();
  for (const { itemId, files = [] } of entries) {
    for (const [index, file] of files.entries()) makers.set(keyOf(itemId, attachmentIdAt(index)), file.bytes);
  }
  return (itemId, attachmentId) => makers.get(keyOf(itemId, attachmentId))?.();
}

function keyOf(itemId: string, attachmentId: string): string {
  return JSON.stringify([itemId, attachmentId]);
}
