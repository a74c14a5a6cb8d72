import type { OpenRunView } from './overview.js';

/** The runs and backfills under way, in their order, but for the days of these backfills: the progress of one holds them. */
export function apartFromDays(open: readonly OpenRunView[]): OpenRunView[] {
  const known = new Set(open.map(({ workflowId }) => workflowId));
  return open.filter(({ parent }) => parent === null || !known.has(parent));
}
