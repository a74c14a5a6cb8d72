import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { summaryOf } from '../domain/backfill-days.js';
import type { BackfillDay } from '../domain/run.js';
import { waitingFor, type BackfillState } from './backfill-state.js';
import * as attributes from './search-attributes.js';

/** To be called after every change that people may want to see; costs no event in the history. */
export function showBackfill(state: BackfillState): void {
  const { days, paused } = state;
  const waits = waitingFor(state);
  const lines = days.flatMap(lineOf);
  const held = paused ? [`**Paused:** ${paused.note}`] : [];
  const busy = waits === null ? [] : [`**Waiting for ${waits}.**`];
  setCurrentDetails([`### ${summaryOf(days)}`, ...held, ...busy, lines.join('\n')].join('\n\n'));
}

/** How a backfill is found that is under way. */
export function markBackfill({ connectorId, window }: BackfillState): void {
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
