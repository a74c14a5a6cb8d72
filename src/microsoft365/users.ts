import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ArchiveError } from '../domain/errors.js';
import { segment, type GraphClient } from './graph-client.js';
import { LOOK_UP_DEADLINE_MS } from './limits.js';
import type { MailboxLimiter } from './mailbox-limiter.js';
import type { FoundUser, MailboxUser } from '../domain/user.js';
import type { Directory } from './microsoft365.js';
import { odataString } from './odata.js';
import { untilAborted } from '../domain/until-aborted.js';

const MAX_CACHED = 20_000;
const KNOWN_TTL_MS = 15 * 60_000;
/** Shorter, so that a mailbox given today takes mail today. */
const UNKNOWN_TTL_MS = 2 * 60_000;

const graphUser = z.object({
  id: z.string().min(1),
  userPrincipalName: z.string(),
  mail: z.string().nullish(),
  displayName: z.string().nullish(),
});
type GraphUser = z.infer<typeof graphUser>;

/** Users with a mailbox, remembered for a while. Look-ups of one address at the same time are one; failures are not remembered. */
export class GraphDirectory implements Directory {
  private readonly cache: LRUCache<string, { user: MailboxUser | undefined }>;

  constructor(
    private readonly graph: GraphClient,
    private readonly limiter: MailboxLimiter,
  ) {
    this.cache = new LRUCache({
      max: MAX_CACHED,
      ttl: KNOWN_TTL_MS,
      ignoreFetchAbort: true,
      fetchMethod: async (address, _stale, { options }) => {
        const user = await this.lookUp(address);
        if (user === undefined) options.ttl = UNKNOWN_TTL_MS;
        return { user };
      },
    });
  }

  async findUser(address: string, signal: AbortSignal): Promise<FoundUser> {
    const known = normalAddress(address);
    if (known === undefined) return { state: 'unknown' };
    const user = (await untilAborted(this.cache.fetch(known), signal))?.user;
    return user ? { state: 'valid', user, isBlocked: false, isShared: false } : { state: 'unknown' };
  }

  /** Belongs to no caller, for others may wait for it too: only the deadline ends it. */
  private async lookUp(address: string): Promise<MailboxUser | undefined> {
    const { signal } = new AbortController();
    const users = await this.graph.list(
      {
        doing: 'looking up a user',
        path: '/users',
        query: { $filter: userFilter(address), $select: 'id,userPrincipalName,mail,displayName' },
        deadlineMs: LOOK_UP_DEADLINE_MS,
        answer: graphUser,
      },
      signal,
    );
    const user = pickUser(users, address);
    return user && (await this.hasMailbox(user.id, signal)) ? mailboxUser(user) : undefined;
  }

  /**
   * A user can be known and have no Exchange Online mailbox: guests, unlicensed and on-premises ones. A mailbox that we
   * may not open counts as one: its own copies fail with that reason, and not the whole item for everybody.
   */
  private async hasMailbox(id: string, signal: AbortSignal): Promise<boolean> {
    const call = {
      doing: 'looking for a mailbox',
      path: `/users/${segment(id)}/mailFolders/inbox`,
      query: { $select: 'id' },
      deadlineMs: LOOK_UP_DEADLINE_MS,
      answer: z.object({ id: z.string() }),
    };
    try {
      await this.limiter.run(id, signal, () => this.graph.send(call, signal));
      return true;
    } catch (error) {
      if (error instanceof ArchiveError && error.code === 'MailboxNotFound') return false;
      if (error instanceof ArchiveError && error.code === 'AccessDenied') return true;
      throw error;
    }
  }
}

/** Lower-cased; undefined for what can be no address, so that it costs no call. RFC 5321 4.5.3.1: 64 + 1 + 255 octets at most. */
export function normalAddress(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  return address.length <= 320 && /^[^\s\p{C}@]+@[^\s\p{C}@]+$/u.test(address) ? address : undefined;
}

/**
 * Proxy addresses are stored as `smtp:alias` and `SMTP:primary`. A primary one is as a rule the user's mail too, but not
 * in every hybrid tenant, and whether the comparison minds the prefix's case is told both ways.
 */
export function userFilter(address: string): string {
  const is = (value: string): string => `eq ${odataString(value)}`;
  return [
    `userPrincipalName ${is(address)}`,
    `mail ${is(address)}`,
    `proxyAddresses/any(p:p ${is(`smtp:${address}`)})`,
    `proxyAddresses/any(p:p ${is(`SMTP:${address}`)})`,
  ].join(' or ');
}

/** Who is meant if several have the address: by user principal name, else mail, else alias; nobody if that leaves two. */
export function pickUser(users: readonly GraphUser[], address: string): GraphUser | undefined {
  const isSame = (text: string | null | undefined): boolean => text?.toLowerCase() === address;
  const byName = users.filter((user) => isSame(user.userPrincipalName));
  const byMail = users.filter((user) => isSame(user.mail));
  const meant = [byName, byMail, users].find((matches) => matches.length > 0) ?? [];
  return meant.length === 1 ? meant[0] : undefined;
}

function mailboxUser({ id, userPrincipalName, mail, displayName }: GraphUser): MailboxUser {
  return { id, userPrincipalName, mail: mail ?? userPrincipalName, displayName: displayName ?? '' };
}
