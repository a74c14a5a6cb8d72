import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ArchiveError } from '../domain/errors.js';
import { segment, type GraphClient } from './graph-client.js';
import { GraphFault } from './graph-errors.js';
import { LOOK_UP_DEADLINE_MS } from './limits.js';
import type { MailboxLimiter } from './mailbox-limiter.js';
import { untilAborted } from '../domain/until-aborted.js';

const MAX_CACHED = 20_000;
/** A folder that its owner moves or deletes (into Deleted Items) keeps its id; so it is looked for again after a while. */
const TTL_MS = 10 * 60_000;

const folder = z.object({ id: z.string().min(1), displayName: z.string() });

interface FolderKey {
  mailbox: string;
  name: string;
}

/** Folders at the top of mailboxes, each made once: callers at the same time share the look-up and the making. */
export class Folders {
  private readonly ids: LRUCache<string, string, FolderKey>;

  constructor(
    private readonly graph: GraphClient,
    private readonly limiter: MailboxLimiter,
  ) {
    this.ids = new LRUCache({
      max: MAX_CACHED,
      ttl: TTL_MS,
      ignoreFetchAbort: true,
      fetchMethod: (_key, _stale, { context }) => this.findOrMake(context),
    });
  }

  /** The folder's id. Rejects as GraphClient does, and with GraphRefused where the name is taken by what cannot be seen. */
  async ensure(mailbox: string, name: string, signal: AbortSignal): Promise<string> {
    const id = await untilAborted(
      this.ids.fetch(keyOf(mailbox, name), { context: { mailbox, name } }),
      signal,
    );
    if (id === undefined) throw new ArchiveError('Unexpected', 'A folder look-up ended without an id.');
    return id;
  }

  /** Forgets an id that turned out to be gone, unless another one took its place or is just being looked for. */
  forget(mailbox: string, name: string, id: string): void {
    const key = keyOf(mailbox, name);
    if (this.ids.peek(key) === id) this.ids.delete(key);
  }

  /** Somebody else may make it between our look and our create: then theirs is the folder. */
  private async findOrMake(key: FolderKey): Promise<string> {
    const found = await this.find(key);
    if (found !== undefined) return found;
    try {
      return await this.make(key);
    } catch (error) {
      // By code: the status has been seen as 400 and as 409.
      if (!(error instanceof GraphFault) || error.graphCode !== 'ErrorFolderExists') throw error;
      const theirs = await this.find(key);
      if (theirs === undefined) throw nameTaken(error);
      return theirs;
    }
  }

  private async find({ mailbox, name }: FolderKey): Promise<string | undefined> {
    const { signal } = new AbortController();
    const call = {
      doing: 'looking for the folder',
      path: `/users/${segment(mailbox)}/mailFolders`,
      query: { includeHiddenFolders: 'true', $select: 'id,displayName', $top: '100' },
      deadlineMs: LOOK_UP_DEADLINE_MS,
      answer: folder,
    };
    const folders = await this.limiter.run(mailbox, signal, () => this.graph.list(call, signal));
    return folders.find(({ displayName }) => isSameName(displayName, name))?.id;
  }

  private async make({ mailbox, name }: FolderKey): Promise<string> {
    const { signal } = new AbortController();
    const call = {
      doing: 'making the folder',
      path: `/users/${segment(mailbox)}/mailFolders`,
      body: { displayName: name },
      deadlineMs: LOOK_UP_DEADLINE_MS,
      answer: folder,
    };
    const { id } = await this.limiter.run(mailbox, signal, () => this.graph.send(call, signal));
    return id;
  }
}

/** Exchange compares folder names without case. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function keyOf(mailbox: string, name: string): string {
  return JSON.stringify([mailbox, name.toLowerCase()]);
}

function nameTaken(cause: GraphFault): ArchiveError {
  return new ArchiveError(
    'GraphRefused',
    'The folder cannot be made: something unseen in the mailbox has its name.',
    {
      cause,
      nextStep: 'Look for a search folder of this name in the mailbox, or choose another `target.folder`.',
    },
  );
}
