import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { backfillDetailsOf } from './backfill-details.js';
import { waitingFor, type BackfillState } from './backfill-state.js';
import * as attributes from './search-attributes.js';

/** To be called after every change that people may want to see; costs no event in the history. */
export function showBackfill(state: BackfillState): void {
  const { connectorId, days, paused } = state;
  const asOf = new Date(Date.now()).toISOString();
  const standing = { connectorId, days, waitingFor: waitingFor(state), asOf };
  setCurrentDetails(backfillDetailsOf({ ...standing, ...(paused && { paused }) }));
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
