import { randomUUID } from 'node:crypto';
import type { AzureStorage } from './azure.js';
import { newestFirst } from './newest-first.js';
import { Table } from './table.js';

const DONE = 'done';
/** One partition: changes are made by people, a few a day, and are read newest first. */
const PARTITION = 'audit';
/** Row keys begin with a digit. */
const [FIRST_ROW, AFTER_LAST_ROW] = ['0', ':'];

/** A change somebody made or wanted to make. `before` and `after` hold settings and counts, never a secret and never content. */
export interface AuditEntry {
  id: string;
  /** ISO instant. */
  at: string;
  /** Who: a name of the operating system, or the user name of the organisation's sign-in. */
  by: string;
  /** The same for good, as the sign-in knows them: names may be given to others. Left out where nobody signs in. */
  byId?: string;
  via: 'console' | 'command line';
  action: AuditAction;
  connectorId: string | null;
  before: unknown;
  after: unknown;
  /** `done`, or the code of the error with which it was refused or broke off: something of it may have been done. */
  outcome: string;
}

/** Before entries had an outcome only what was done was written. */
type StoredEntry = Omit<AuditEntry, 'outcome'> & Partial<Pick<AuditEntry, 'outcome'>>;

export const AUDIT_ACTIONS = [
  'connector.create',
  'connector.update',
  'connector.delete',
  'connector.pause',
  'connector.resume',
  'connector.run',
  'mapping.change',
  'mapping.apply',
  'backfill.start',
  'backfill.pause',
  'backfill.resume',
  'backfill.cancel',
  'setup.discard',
  'login.try',
  'terms.accept',
  'access.sign-in',
  'access.refuse',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

type Matches = (entry: AuditEntry) => boolean;

/** Every change and who made it, in the table `audit`. Entries are added and read; nothing changes or removes one. */
export class Audit {
  readonly #entries: Table<StoredEntry>;

  constructor(storage: AzureStorage) {
    this.#entries = new Table(storage, 'audit');
  }

  async add(entry: Omit<StoredEntry, 'id' | 'at'>, now = new Date()): Promise<void> {
    const [id, at] = [randomUUID(), now.toISOString()];
    await this.#entries.put(PARTITION, newestFirst({ startedAt: at, runId: id }), {
      id,
      at,
      outcome: DONE,
      ...entry,
    });
  }

  /** Newest first, so many of those that `matches` takes. */
  async list(limit: number, matches?: Matches): Promise<AuditEntry[]> {
    return (await this.page(limit, matches)).entries;
  }

  /** The same from where the page before has ended; `next` is where the following one begins, if there is more. */
  async page(
    limit: number,
    matches: Matches = () => true,
    from = FIRST_ROW,
  ): Promise<{ entries: AuditEntry[]; next: string | undefined }> {
    const entries: AuditEntry[] = [];
    for await (const row of this.#entries.list(PARTITION, { from, before: AFTER_LAST_ROW })) {
      const { rowKey } = row;
      const value = { outcome: DONE, ...row.value };
      if (!matches(value)) continue;
      if (entries.length === limit) return { entries, next: rowKey };
      entries.push(value);
    }
    return { entries, next: undefined };
  }
}
