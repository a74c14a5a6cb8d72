import { LRUCache } from 'lru-cache';
import { untilAborted } from '../domain/until-aborted.js';
import type { FoundUser } from '../domain/user.js';
import type { Directory } from './microsoft365.js';

const MAX_REMEMBERED = 20_000;

/**
 * A view of the directory that stays the same: whoever was looked up once is not looked up again, whatever the answer
 * was. Failures are not remembered, and look-ups of one address at the same time are one.
 */
export class RememberingDirectory implements Directory {
  readonly #found: LRUCache<string, FoundUser>;

  constructor(directory: Directory) {
    this.#found = new LRUCache({
      max: MAX_REMEMBERED,
      ignoreFetchAbort: true,
      // Belongs to no caller, for others may wait for it too.
      fetchMethod: async (address) => await directory.findUser(address, new AbortController().signal),
    });
  }

  async findUser(address: string, signal: AbortSignal): Promise<FoundUser> {
    const found = this.#found.fetch(address.trim().toLowerCase());
    return (await untilAborted(found, signal)) ?? { state: 'unknown' };
  }
}
