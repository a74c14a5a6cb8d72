import { LRUCache } from 'lru-cache';
import type { OpenRunView } from './overview.js';

const MAX_KEPT = 1_000;

/** What somebody can ask of a backfill under way. */
export type BackfillWish = 'pause' | 'resume' | 'cancel';

/** By the run ids of backfills: what was asked last on a page of this process, and when. */
const wishes = new LRUCache<string, { wish: BackfillWish; at: number }>({ max: MAX_KEPT });

/** To be called once Temporal has it: its workflow takes it when a worker gets round to it. */
export function noteWish(runId: string, wish: BackfillWish): void {
  // Nothing that is asked after it keeps a backfill from being canceled.
  if (wishes.get(runId)?.wish !== 'cancel') wishes.set(runId, { wish, at: Date.now() });
}

/** What was asked of it and does not show in its state yet; a backfill that is being canceled shows it by its end only. */
export function wishOf({ runId, askedAt = 0 }: OpenRunView): BackfillWish | undefined {
  const asked = wishes.get(runId);
  return asked && (asked.wish === 'cancel' || askedAt < asked.at) ? asked.wish : undefined;
}
