import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { BackfillResult } from '../../domain/backfill-days.js';
import type { Means } from '../../operations/means.js';
import type { BackfillRecord } from '../../storage/backfills.js';
import { viewBackfill } from './backfill-view.js';
import { Overview } from './overview.js';

const READ_AT_A_TIME = 10;
const MAX_KEPT = 5_000;

/** A backfill and what it came to. */
export interface BackfillRow extends Pick<BackfillResult, 'state' | 'counts'> {
  record: BackfillRecord;
}

/** The backfills of connectors; of one that has ended its record, and what it came to, is read once. */
export class BackfillHistory {
  readonly #means: Means;
  readonly #ended = new LRUCache<string, BackfillRecord>({ max: MAX_KEPT });
  readonly #kept = new LRUCache<string, BackfillRow>({ max: MAX_KEPT });

  constructor(means: Means) {
    this.#means = means;
  }

  /** That of one installation. */
  static of(means: Means): BackfillHistory {
    const known = INSTALLATIONS.get(means) ?? new BackfillHistory(means);
    INSTALLATIONS.set(means, known);
    return known;
  }

  /** Those that are no longer under way, and what they came to; newest first. Rejects as `records`. */
  async rows(connectorId: string, limit: number): Promise<BackfillRow[]> {
    const [view, records] = await Promise.all([
      Overview.of(this.#means).connector(connectorId),
      this.records(connectorId, limit),
    ]);
    const open = new Set(view?.open.map(({ runId }) => runId));
    const past = records.filter(({ runId }) => !open.has(runId)).slice(0, limit);
    const atATime = pLimit(READ_AT_A_TIME);
    return await atATime.map(past, async (record) => await this.#row(record));
  }

  /**
   * At least the newest `limit`, newest first. Storage lists them for good, Temporal those of older programs for as long as
   * it keeps them. Rejects as they do.
   */
  async records(connectorId: string, limit: number): Promise<BackfillRecord[]> {
    const [stored, listed] = await Promise.all([
      this.#means.backfills.list(connectorId, limit),
      Overview.of(this.#means).endedBackfills(connectorId),
    ]);
    const runIds = new Set([...stored, ...listed.slice(0, limit).map(({ runId }) => runId)]);
    const atATime = pLimit(READ_AT_A_TIME);
    const records = await atATime.map([...runIds], async (runId) => await this.#record(runId));
    return records
      .filter((record) => record !== undefined)
      .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  }

  async #record(runId: string): Promise<BackfillRecord | undefined> {
    const record = this.#ended.get(runId) ?? (await this.#means.backfills.find(runId));
    if (record !== undefined && record.ended !== null) this.#ended.set(runId, record);
    return record;
  }

  async #row(record: BackfillRecord): Promise<BackfillRow> {
    const known = this.#kept.get(record.runId);
    if (known) return known;
    const { state, counts } = record.result ?? (await viewBackfill(this.#means, record));
    const row = { record, state, counts };
    if (record.ended !== null) this.#kept.set(record.runId, row);
    return row;
  }
}

const INSTALLATIONS = new WeakMap<Means, BackfillHistory>();
