import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { refusalOf } from '../domain/pause.js';
import { backfillDetailsOf } from './backfill-details.js';
import { connectorPause, phaseOf, waitingFor, type BackfillState } from './backfill-state.js';
import * as attributes from './search-attributes.js';

/** To be called after every change that people may want to see; costs no event in the history. */
export function showBackfill(state: BackfillState): void {
  const { connectorId, days, paused } = state;
  const connectorPaused = connectorPause(state);
  setCurrentDetails(
    backfillDetailsOf({
      connectorId,
      days,
      ...(paused && { paused }),
      ...(connectorPaused && { connectorPaused }),
      waitingFor: waitingFor(state),
      asOf: new Date(Date.now()).toISOString(),
    }),
  );
}

/** After its own pause or resume, and once it is opened. */
export function showPhase(state: BackfillState): void {
  if (state.outcome !== null) return;
  showBackfill(state);
  upsertSearchAttributes([{ key: attributes.ARCHIVER_PHASE, value: phaseOf(state) }]);
}

/** Shows what a day has changed; written into the history only where the backfill is then found by something else. */
export function showChange(state: BackfillState, change: () => void): void {
  const before = findableOf(state);
  change();
  showBackfill(state);
  const { phase, needsAttention } = findableOf(state);
  if (phase === before.phase && needsAttention === before.needsAttention) return;
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_PHASE, value: phase },
    { key: attributes.ARCHIVER_NEEDS_ATTENTION, value: needsAttention },
  ]);
}

/** As of a run: a connector that has paused by itself goes on for nobody. */
function findableOf(state: BackfillState): { phase: string; needsAttention: boolean } {
  const isRefused = refusalOf(connectorPause(state)?.note ?? '') !== undefined;
  return { phase: phaseOf(state), needsAttention: isRefused || state.needsAttention === true };
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
