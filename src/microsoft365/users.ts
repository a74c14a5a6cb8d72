import { z } from 'zod';
import { ArchiveError } from '../domain/errors.js';
import { untilAborted } from '../domain/until-aborted.js';
import type { FoundUser } from '../domain/user.js';
import type { BatchedGraph } from './batched-graph.js';
import { segment } from './graph-client.js';
import { isRefusal } from './graph-errors.js';
import type { GraphUser } from './graph-user.js';
import type { Directory } from './microsoft365.js';
import { UserSearch } from './user-search.js';
import { mailboxUser, mayBeShared, whyNoMailbox } from './user-state.js';

/** RFC 5321 4.5.3.1: 64 + 1 + 255 octets. */
const MAX_ADDRESS_OCTETS = 320;

/** Looks users up, many at once where many are asked for. Remembers nothing: RememberingDirectory does. */
export class GraphDirectory implements Directory {
  readonly #users: UserSearch;

  constructor(private readonly graph: BatchedGraph) {
    this.#users = new UserSearch(graph);
  }

  async findUser(address: string, signal: AbortSignal): Promise<FoundUser> {
    const known = normalAddress(address);
    if (known === undefined) return { state: 'unknown' };
    return await untilAborted(this.#find(known), signal);
  }

  async #find(address: string): Promise<FoundUser> {
    const user = await this.#users.find(address);
    if (user === 'ambiguous') return { state: 'ambiguous' };
    if (user === undefined) return { state: (await this.#users.hadUser(address)) ? 'deleted' : 'unknown' };
    return await this.#stateOf(user);
  }

  /** Guests have their mailbox elsewhere (microsoft-graph-docs-contrib issue 405), so that they are not asked for one. */
  async #stateOf(user: GraphUser): Promise<FoundUser> {
    if (user.userType === 'Guest') return { state: 'guest' };
    if (!(await this.#hasMailbox(user))) return { state: whyNoMailbox(user) };
    return {
      state: 'valid',
      user: mailboxUser(user),
      isBlocked: user.accountEnabled === false,
      isShared: mayBeShared(user) && (await this.#isShared(user)),
    };
  }

  /**
   * A mailbox that we may not open counts as one: its own copies fail with that reason, and not the whole item for
   * everybody.
   */
  async #hasMailbox({ id }: GraphUser): Promise<boolean> {
    const call = {
      doing: 'looking for a mailbox',
      path: `/users/${segment(id)}/mailFolders/inbox`,
      query: { $select: 'id' },
      answer: z.object({ id: z.string() }),
    };
    try {
      await this.graph.send(call);
      return true;
    } catch (error) {
      if (error instanceof ArchiveError && error.code === 'MailboxNotFound') return false;
      if (error instanceof ArchiveError && error.code === 'AccessDenied') return true;
      throw error;
    }
  }

  /** Needs MailboxSettings.Read; without it nobody is told to be shared, and nothing else is lost. */
  async #isShared({ id }: GraphUser): Promise<boolean> {
    const call = {
      doing: "looking for a mailbox's purpose",
      path: `/users/${segment(id)}/mailboxSettings/userPurpose`,
      answer: z.object({ value: z.string() }),
    };
    try {
      return (await this.graph.send(call)).value === 'shared';
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error;
    }
  }
}

/** Lower-cased; undefined for what can be no address, so that it costs no call. */
export function normalAddress(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  const isAddress = /^[^\s\p{C}@]+@[^\s\p{C}@]+$/u.test(address);
  return isAddress && Buffer.byteLength(address) <= MAX_ADDRESS_OCTETS ? address : undefined;
}
