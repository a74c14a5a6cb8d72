import { withEnded } from '../domain/pace.js';
import type { BackfillDay } from '../domain/run.js';
import type { BackfillState } from './backfill-state.js';

// Which days of a backfill are under way, and how fast those went that have ended: for the query `progress` alone.

export function noteBegun(state: BackfillState, run: { workflowId: string; runId: string }): void {
  state.inHand = [...(state.inHand ?? []), { ...run, sinceMs: Date.now() }];
}

/** A day that was cut off before it could count has told no pace either. */
export function noteOver(state: BackfillState, { runId, counts }: BackfillDay): void {
  const run = state.inHand?.find((each) => each.runId === runId);
  state.inHand = (state.inHand ?? []).filter((each) => each !== run);
  if (run === undefined || run.wasPaused || counts === null) return;
  const atMs = Date.now();
  state.ended = withEnded(state.ended ?? [], {
    items: counts.availableFromSource,
    copies: counts.availableForImport,
    ms: atMs - run.sinceMs,
    atMs,
  });
}

/** One day, or all that are under way. */
export function notePaused({ inHand = [] }: BackfillState, runId?: string | null): void {
  for (const run of inHand) if (runId === undefined || run.runId === runId) run.wasPaused = true;
}
