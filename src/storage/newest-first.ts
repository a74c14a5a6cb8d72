import { tableKey } from './table-keys.js';

/** Later than any start (the year 2286), so that the difference sorts the newest first. */
const END_OF_TIME_MS = 10_000_000_000_000;

/** A row key by which the rows of a partition are listed newest first. `startedAt` is an ISO instant. */
export function newestFirst({ startedAt, runId }: { startedAt: string; runId: string }): string {
  return tableKey(String(END_OF_TIME_MS - Date.parse(startedAt)).padStart(14, '0'), runId);
}
