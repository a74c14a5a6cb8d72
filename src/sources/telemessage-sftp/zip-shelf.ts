import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { ArchiveError } from '../../domain/errors.js';
import { untilAborted } from '../../domain/until-aborted.js';
import { download } from './download.js';
import type { Drop } from './drops.js';
import { LIMITS } from './limits.js';
import type { SftpServer } from './server.js';
import { Zip } from './zip.js';

interface Shelved {
  zip: Zip;
  drop: Drop;
}

/** One for all connectors of a worker, for its temporary directory is one too. */
const KEPT = new LRUCache<string, Shelved>({
  max: LIMITS.ZIPS_KEPT,
  maxSize: LIMITS.ZIP_BYTES_KEPT,
  sizeCalculation: ({ drop }) => Math.max(1, drop.sizeBytes),
  dispose: ({ zip }) => zip.retire(),
});
const REFUSALS_KEPT = 1_000;

/**
 * The ZIP files that a worker has downloaded and checked, so that each is once, whoever needs it at the same time. The
 * ones not used for longest are let go. What was refused is remembered too: it would be downloaded again for every page.
 */
export class ZipShelf {
  readonly #server: SftpServer;
  readonly #coming = new Map<string, Promise<Shelved>>();
  readonly #refused = new LRUCache<string, ArchiveError>({ max: REFUSALS_KEPT });
  /** Other servers have ZIP files of the same names. */
  readonly #id = randomUUID();

  constructor(server: SftpServer) {
    this.#server = server;
  }

  /**
   * Lets `read` have the ZIP as it was listed. Rejects with DropRefused, DropUnfinished or DropMissing, whose messages say
   * what is wrong with it, and with SourceUnreachable.
   */
  async use<T>(drop: Drop, signal: AbortSignal, read: (zip: Zip) => Promise<T>): Promise<T> {
    const release = await this.hold(drop, signal);
    try {
      return await read(release.zip);
    } finally {
      release.done();
    }
  }

  /** As `use`, for what outlives a call: the ZIP stays open until `done` is called. */
  async hold(drop: Drop, signal: AbortSignal): Promise<{ zip: Zip; done: () => void }> {
    for (;;) {
      const { zip } = this.#known(drop) ?? (await untilAborted(this.#fetch(drop), signal));
      const done = zip.use();
      // Let go between its arrival and now, where many came at the same time.
      if (done) return { zip, done };
    }
  }

  /** The ZIP of that name as it was last listed to this worker, if it is still here. */
  shelved(name: string): Drop | undefined {
    return KEPT.peek(this.#keyOf(name))?.drop;
  }

  #known(drop: Drop): Shelved | undefined {
    const kept = KEPT.get(this.#keyOf(drop.name));
    return kept && versionOf(kept.drop) === versionOf(drop) ? kept : undefined;
  }

  async #fetch(drop: Drop): Promise<Shelved> {
    const version = versionOf(drop);
    const refused = this.#refused.get(version);
    if (refused) throw refused;
    const coming = this.#coming.get(version) ?? this.#bring(drop);
    this.#coming.set(version, coming);
    try {
      return await coming;
    } finally {
      this.#coming.delete(version);
    }
  }

  async #bring(drop: Drop): Promise<Shelved> {
    try {
      // Nobody's signal: it is for all who wait for it, and each of its calls has a deadline of its own.
      const file = await download(this.#server, drop, new AbortController().signal);
      const shelved = { zip: await Zip.check(file), drop };
      KEPT.set(this.#keyOf(drop.name), shelved);
      return shelved;
    } catch (error) {
      if (error instanceof ArchiveError && error.code === 'DropRefused')
        this.#refused.set(versionOf(drop), error);
      throw error;
    }
  }

  #keyOf(name: string): string {
    return `${this.#id}/${name}`;
  }
}

function versionOf({ name, sizeBytes, modifiedMs }: Drop): string {
  return `${name}/${sizeBytes}/${modifiedMs}`;
}
