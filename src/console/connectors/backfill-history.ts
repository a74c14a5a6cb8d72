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

/** Backfills that are no longer under way; of one that has ended what it came to is read once. */
export class BackfillHistory {
  readonly #means: Means;
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

  /**
   * Newest first. Storage lists them for good, Temporal those of older programs for as long as it keeps them. Rejects as
   * they do.
   */
  async rows(connectorId: string, limit: number): Promise<BackfillRow[]> {
    const overview = Overview.of(this.#means);
    const [view, stored, listed] = await Promise.all([
      overview.connector(connectorId),
      this.#means.backfills.list(connectorId, limit),
      overview.endedBackfills(connectorId),
    ]);
    const runIds = new Set([...stored, ...listed.slice(0, limit).map(({ runId }) => runId)]);
    for (const { runId } of view?.open ?? []) runIds.delete(runId);
    const atATime = pLimit(READ_AT_A_TIME);
    const rows = await atATime.map([...runIds], async (runId) => await this.#row(runId));
    return rows
      .filter((row) => row !== undefined)
      .toSorted((a, b) => b.record.startedAt.localeCompare(a.record.startedAt))
      .slice(0, limit);
  }

  async #row(runId: string): Promise<BackfillRow | undefined> {
    const known = this.#kept.get(runId);
    if (known) return known;
    const record = await this.#means.backfills.find(runId);
    if (record === undefined) return undefined;
    const { state, counts } = record.result ?? (await viewBackfill(this.#means, record));
    const row = { record, state, counts };
    if (record.ended !== null) this.#kept.set(runId, row);
    return row;
  }
}

const INSTALLATIONS = new WeakMap<Means, BackfillHistory>();
