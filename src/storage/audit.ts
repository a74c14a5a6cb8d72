import { randomUUID } from 'node:crypto';
import type { AzureStorage } from './azure.js';
import { newestFirst } from './newest-first.js';
import { Table } from './table.js';

/** One partition: changes are made by people, a few a day, and are read newest first. */
const PARTITION = 'audit';
/** Row keys begin with a digit. */
const [FIRST_ROW, AFTER_LAST_ROW] = ['0', ':'];

/** A change somebody made. `before` and `after` hold settings and counts, never a secret and never content. */
export interface AuditEntry {
  id: string;
  /** ISO instant. */
  at: string;
  /** Who: a name of the operating system, or the user name of the organisation's sign-in. */
  by: string;
  via: 'console' | 'command line';
  action: AuditAction;
  connectorId: string | null;
  before: unknown;
  after: unknown;
}

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
  'terms.accept',
  'access.sign-in',
  'access.refuse',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

type Matches = (entry: AuditEntry) => boolean;

/** Every change and who made it, in the table `audit`. Entries are added and read; nothing changes or removes one. */
export class Audit {
  readonly #entries: Table<AuditEntry>;

  constructor(storage: AzureStorage) {
    this.#entries = new Table(storage, 'audit');
  }

  async add(entry: Omit<AuditEntry, 'id' | 'at'>, now = new Date()): Promise<void> {
    const [id, at] = [randomUUID(), now.toISOString()];
    await this.#entries.put(PARTITION, newestFirst({ startedAt: at, runId: id }), { id, at, ...entry });
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
    for await (const { rowKey, value } of this.#entries.list(PARTITION, { from, before: AFTER_LAST_ROW })) {
      if (!matches(value)) continue;
      if (entries.length === limit) return { entries, next: rowKey };
      entries.push(value);
    }
    return { entries, next: undefined };
  }
}
