import { LRUCache } from 'lru-cache';
import type { Logger } from '@temporalio/common';
import { ArchiveError } from '../../domain/errors.js';
import { asAudited } from '../../operations/audited.js';
import type { Audit, AuditEntry } from '../../storage/audit.js';
import { Buckets, type Rate } from './buckets.js';
import type { NoEntry } from './claims.js';
import { ownerIdOf, type Permission, type User } from './permissions.js';

/** What somebody does again and again is the same after ten times; all of them together write 1,440 lines a day. */
const EACH: Rate = { burst: 10, perSecond: 1 / 600 };
const ALL: Rate = { burst: 100, perSecond: 1 / 60 };
/** Whoever signs in has an account: of a large office's morning none is lost. */
const SIGN_INS: Rate = { burst: 2000, perSecond: 1 };
const MAX_LEFT_OUT = 10_000;

const CONNECTOR_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** The line of the table of routes that somebody wanted. */
interface Wanted {
  method: string;
  path: string;
  permission: Permission;
}

type Attempt = Pick<AuditEntry, 'action'> & { after: object; connectorId?: string | null };

/**
 * Writes to the audit log who came in, and who wanted to go where they may not: so much that nobody can fill it. Where
 * storage is out of reach, they come in or are refused all the same.
 */
export class AccessLog {
  readonly #audit: Audit;
  readonly #logger: Logger;
  readonly #each: Buckets;
  readonly #all: Buckets;
  readonly #signIns: Buckets;
  /** How often what is the same was not written since it last was. */
  readonly #leftOut = new LRUCache<string, number>({ max: MAX_LEFT_OUT });

  constructor(audit: Audit, logger: Logger, now = Date.now) {
    this.#audit = audit;
    this.#logger = logger;
    this.#each = new Buckets(EACH, now);
    this.#all = new Buckets(ALL, now);
    this.#signIns = new Buckets(SIGN_INS, now);
  }

  async refused(user: User, { method, path, permission }: Wanted, connectorId?: string): Promise<void> {
    await this.#write(user, {
      action: 'access.refuse',
      // Whatever else stands in an address is somebody's own words.
      connectorId: connectorId !== undefined && CONNECTOR_ID.test(connectorId) ? connectorId : null,
      after: { method, page: path, permission },
    });
  }

  async noEntry(user: User, why: NoEntry): Promise<void> {
    await this.#write(user, { action: 'access.refuse', after: { page: '/sign-in', why } });
  }

  async signedIn(user: User): Promise<void> {
    await this.#write(user, { action: 'access.sign-in', after: { roles: user.roles } });
  }

  async #write(user: User, { action, connectorId = null, after }: Attempt): Promise<void> {
    const same = JSON.stringify([action, ownerIdOf(user), after]);
    const all = action === 'access.sign-in' ? this.#signIns : this.#all;
    const leftOut = this.#leftOut.get(same) ?? 0;
    if (!this.#each.take(same) || !all.take(action)) {
      this.#leftOut.set(same, leftOut + 1);
      this.#logger.warn('More of an action than the audit log takes.', { code: action });
      return;
    }
    this.#leftOut.delete(same);
    try {
      const counted = { ...after, ...(leftOut > 0 && { leftOutBefore: leftOut }) };
      const actor = asAudited({ ...user, via: 'console' });
      await this.#audit.add({ ...actor, action, connectorId, before: null, after: counted });
    } catch (error) {
      const code = error instanceof ArchiveError ? error.code : 'Unexpected';
      this.#logger.error('The audit log could not be written.', { code });
    }
  }
}
