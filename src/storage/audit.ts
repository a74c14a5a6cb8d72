import { randomUUID } from 'node:crypto';
import type { AzureStorage } from './azure.js';
import { newestFirst } from './newest-first.js';
import { Table } from './table.js';

/** One partition: changes are made by people, a few a day, and are read newest first. */
const PARTITION = 'audit';

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

export type AuditAction =
  | 'connector.create'
  | 'connector.update'
  | 'connector.delete'
  | 'connector.pause'
  | 'connector.resume'
  | 'connector.run'
  | 'mapping.change'
  | 'mapping.apply'
  | 'backfill.start'
  | 'backfill.pause'
  | 'backfill.resume'
  | 'backfill.cancel'
  | 'terms.accept'
  | 'access.refuse';

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
  async list(limit: number, matches: (entry: AuditEntry) => boolean = () => true): Promise<AuditEntry[]> {
    const found: AuditEntry[] = [];
    for await (const { value } of this.#entries.list(PARTITION)) {
      if (matches(value)) found.push(value);
      if (found.length === limit) break;
    }
    return found;
  }
}
