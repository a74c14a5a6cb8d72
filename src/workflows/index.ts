// What a worker registers: these names are typed by people in the Temporal UI.
export { archiveItem } from './archive-item.js';
export { backfill } from './backfill.js';
export { connectorRun } from './connector-run.js';
