import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { summaryOf } from '../domain/backfill-days.js';
import type { BackfillDay } from '../domain/run.js';
import type { BackfillState } from './backfill-state.js';
import * as attributes from './search-attributes.js';

/** To be called after every change that people may want to see; costs no event in the history. */
export function showBackfill({ days, paused }: Pick<BackfillState, 'days' | 'paused'>): void {
  const lines = days.flatMap(lineOf);
  const held = paused ? [`**Paused:** ${paused.note}`] : [];
  setCurrentDetails([`### ${summaryOf(days)}`, ...held, lines.join('\n')].join('\n\n'));
}

/** How a backfill is found that is under way. */
export function markBackfill(connectorId: string, { window }: Pick<BackfillState, 'window'>): void {
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_CONNECTOR, value: connectorId },
    { key: attributes.ARCHIVER_KIND, value: 'backfill' },
    { key: attributes.ARCHIVER_WINDOW_FROM, value: new Date(window.from) },
    { key: attributes.ARCHIVER_WINDOW_TO, value: new Date(window.to) },
  ]);
}

function lineOf({ day, state, counts, runId, missing }: BackfillDay): string[] {
  if (state === 'waiting') return [];
  const { imported, partiallyImported, skipped, failed } = counts ?? {};
  const what = counts
    ? `: ${imported} imported, ${partiallyImported} partially imported, ${skipped} skipped, ${failed} failed`
    : '';
  const lost = missing ? ', not all delivered by the source' : '';
  return [`- ${day}, ${state}${what}${lost} (run \`${runId}\`)`];
}
