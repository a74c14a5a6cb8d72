import { upsertSearchAttributes } from '@temporalio/workflow';
import type { CheckedBackfill } from '../domain/backfill-input.js';
import { emptyCounts, sumCounts } from '../domain/report.js';
import type { RunResult } from '../domain/run.js';
import { daysOf } from '../domain/window.js';
import { startDay } from './backfill-day.js';
import { markBackfill, showBackfill } from './backfill-display.js';
import type { BackfillState } from './backfill-state.js';
import * as attributes from './search-attributes.js';

/**
 * As a backfill went before days ran beside each other, for those that began then: a day that fails ends it, and it
 * returns what its days returned.
 */
export async function backfillOneByOne(
  state: BackfillState,
  backfill: CheckedBackfill,
): Promise<RunResult[]> {
  markBackfill(state);
  const results: RunResult[] = [];
  for (const [at, window] of daysOf(state.window).entries()) {
    showBackfill(state);
    const run = await startDay(backfill, window);
    const result = await run.result();
    const { runId } = result.run;
    Object.assign(state.days[at] ?? {}, { state: result.state, counts: result.counts, runId });
    results.push(result);
  }
  state.outcome = 'completed';
  showBackfill(state);
  showEnd(results);
  return results;
}

function showEnd(results: readonly RunResult[]): void {
  const counts = results.map((result) => result.counts).reduce(sumCounts, emptyCounts());
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_IMPORTED, value: counts.imported + counts.partiallyImported },
    { key: attributes.ARCHIVER_FAILED, value: counts.failed },
    { key: attributes.ARCHIVER_NEEDS_ATTENTION, value: results.some(({ state }) => state !== 'completed') },
  ]);
}
