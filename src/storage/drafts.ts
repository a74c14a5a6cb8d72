import { randomUUID } from 'node:crypto';
import type { Connector, SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import type { MappingRules } from '../domain/mapping.js';
import type { AzureStorage } from './azure.js';
import { attempt } from './azure-errors.js';
import { Blobs, sha256 } from './blobs.js';
import { isKeyPart } from './table-keys.js';
import { Table, type Row } from './table.js';

/** All drafts stand in one partition: there are few, and what is past its time is found by looking at all. */
const PARTITION = 'drafts';
const CONTAINER = 'drafts';
/** After so many days without a change nobody comes back to it, and its password is not to lie about. */
const KEPT_DAYS = 14;
const DAY_MS = 86_400_000;
/** Longer than making a connector takes; after it, whoever was at it has crashed. */
const FINISHING_MS = 5 * 60_000;

/** A connector that somebody is setting up. What is not there is a step that has not been done. */
export interface Draft {
  id: string;
  /** Whose it is: nobody else sees it. */
  owner: string;
  /** The same, as the audit log names them. */
  by: string;
  /** ISO instants. */
  startedAt: string;
  changedAt: string;
  /** Since when its connector is being made; null where that has failed. */
  finishingAt?: string | null;
  /** Since when it is gone, for everybody: its row alone is kept for a day, and of it what is above. */
  endedAt?: string;
  /** When they were accepted, and which text. */
  terms?: { at: string; version: string; language?: string };
  /** The last login that did not work, as long as none has: what it names is not to be typed again. */
  tried?: SourceSettings;
  /** A login that worked, and whose account it opened. */
  login?: { source: SourceSettings; account: string };
  mapping?: DraftMapping;
  /** Whose mailboxes were tried; empty where nobody was named. */
  rights?: { inScope: string; outOfScope: string };
  settings?: Pick<Connector, 'id' | 'displayName' | 'schedule'> & { folder: string };
}

export interface DraftMapping {
  rules: MappingRules;
  csv: { blob: string; digest: string; fileName: string; bytes: number } | null;
  skipBadRows: boolean;
  /** Whether it may be installed as it stands. */
  isAccepted: boolean;
  /** Of one that is accepted: rows of the file without a fault, and users with a mailbox whom it names. */
  figures?: { rows: number; users: number };
}

export type StoredDraft = Row<Draft>;

/** Set-ups that have not been finished, in the table `drafts`; their mapping files are blobs of their own. */
export class Drafts {
  readonly #rows: Table<Draft>;
  readonly #blobs: Blobs;
  readonly #storage: AzureStorage;

  constructor(storage: AzureStorage) {
    this.#rows = new Table(storage, 'drafts');
    this.#blobs = new Blobs(storage, CONTAINER);
    this.#storage = storage;
  }

  async create({ owner, by }: Pick<Draft, 'owner' | 'by'>, now = new Date()): Promise<Draft> {
    const at = now.toISOString();
    const draft = { id: randomUUID(), owner, by, startedAt: at, changedAt: at };
    await this.#rows.insert(PARTITION, draft.id, draft);
    return draft;
  }

  /** Undefined where there is none, or it has ended or is somebody else's. */
  async find(id: string, owner: string): Promise<StoredDraft | undefined> {
    const row = isKeyPart(id) ? await this.#rows.find(PARTITION, id) : undefined;
    return row?.value.owner === owner && row.value.endedAt === undefined ? row : undefined;
  }

  /** Everybody's, in no order, with those that have ended. */
  async list(): Promise<StoredDraft[]> {
    const rows: StoredDraft[] = [];
    for await (const row of this.#rows.list(PARTITION)) rows.push(row);
    return rows;
  }

  /**
   * Rejects with InvalidArgument where it was changed or discarded since it was read, or is being finished: what the
   * connector is made of stays as it is.
   */
  async update(row: StoredDraft, change: Partial<Draft>, now = new Date()): Promise<StoredDraft> {
    if (isBeingFinished(row.value) && !('finishingAt' in change)) throw beingFinished();
    const value = { ...row.value, ...change, changedAt: now.toISOString() };
    const changed = await this.#rows.replace(row, value);
    if (changed) return changed;
    throw changedElsewhere();
  }

  /**
   * From here on nobody finds, changes or finishes it. The row stays until `remove`: by it is found what was left lying,
   * or comes late. Rejects with InvalidArgument where it was changed since it was read.
   */
  async end(row: StoredDraft, now = new Date()): Promise<StoredDraft> {
    const { id, owner, by, startedAt, changedAt } = row.value;
    const value = { id, owner, by, startedAt, changedAt, endedAt: now.toISOString() };
    const ended = await this.#rows.replace(row, value);
    if (ended) return ended;
    throw changedElsewhere();
  }

  /** Its mapping files: they hold people's numbers. */
  async removeFiles(id: string): Promise<void> {
    const container = await this.#storage.container(CONTAINER);
    await attempt(`delete blobs of ${CONTAINER}`, async (abortSignal) => {
      for await (const { name } of container.listBlobsFlat({ prefix: `${id}/`, abortSignal }))
        await container.getBlobClient(name).deleteIfExists({ abortSignal });
    });
  }

  /** The last of one that has ended. */
  async remove({ value: { id }, etag }: StoredDraft): Promise<void> {
    await this.#rows.remove(PARTITION, id, etag);
  }

  /** Keeps a mapping file until the draft goes. */
  async putCsv(id: string, bytes: Buffer): Promise<{ blob: string; digest: string; bytes: number }> {
    const digest = sha256(bytes);
    const { blob } = await this.#blobs.create(`${id}/mapping-${digest}.csv`, bytes, 'text/csv');
    return { blob, digest, bytes: bytes.length };
  }

  async readCsv(blob: string): Promise<Buffer> {
    return await this.#blobs.read(blob);
  }
}

/** Whether somebody is making its connector right now. */
export function isBeingFinished({ finishingAt }: Draft, now = Date.now()): boolean {
  return finishingAt != null && now - Date.parse(finishingAt) < FINISHING_MS;
}

export function beingFinished(): ArchiveError {
  return new ArchiveError('InvalidArgument', 'This set-up is being finished in another window.', {
    nextStep:
      'Look at the connectors in a minute. If there is none of it after five minutes, press Finish again.',
  });
}

export function changedElsewhere(): ArchiveError {
  return new ArchiveError('InvalidArgument', 'This set-up was changed in another window.', {
    nextStep: 'Open the step again, and look at what it says now.',
  });
}

/** Whether nobody uploads or logs in for it any more, who began before it ended. Pure; `now` in milliseconds. */
export function isLongEnded({ endedAt }: Draft, now: number): boolean {
  return endedAt !== undefined && now - Date.parse(endedAt) >= DAY_MS;
}

/** Whether its time is over. Pure; `now` in milliseconds. */
export function isExpired({ changedAt }: Draft, now: number): boolean {
  return endOf(changedAt) <= now;
}

/** When a draft that nobody changes any more is removed, as an ISO instant. Pure. */
export function expiryOf({ changedAt }: Draft): string {
  return new Date(endOf(changedAt)).toISOString();
}

function endOf(changedAt: string): number {
  return Date.parse(changedAt) + KEPT_DAYS * DAY_MS;
}
