import { isTakenUpOnceMore, type ReasonCode } from './reasons.js';
import type { Outcome } from './report.js';
import type { ItemResult } from './run.js';

/** Whether a row of the run has failed for something that may be over by now, and was not opened once more before. */
export function isParked({ status, reason, parkedFor }: Outcome): boolean {
  return status === 'failed' && parkedFor === undefined && reason !== null && isTakenUpOnceMore(reason);
}

/** The row as it is opened once more, for the last round of its run. */
export function reopened(row: Outcome): Outcome {
  return { ...row, status: 'open', reason: null, ...(row.reason && { parkedFor: row.reason }) };
}

/** What an item came to before its rows were opened once more; a row that nobody has closed counts for nothing. */
export function resultOf(rows: readonly Outcome[]): ItemResult {
  const result: ItemResult = { imported: 0, partiallyImported: 0, skipped: 0, failed: 0, reasons: {} };
  for (const row of rows) {
    const reason = failureOf(row);
    if (reason !== null) {
      result.failed += 1;
      result.reasons[reason] = (result.reasons[reason] ?? 0) + 1;
    }
    if (row.status === 'imported' || row.status === 'skipped') result[row.status] += 1;
    if (row.status === 'partial') result.partiallyImported += 1;
  }
  return result;
}

function failureOf({ status, reason, parkedFor }: Outcome): ReasonCode | null {
  if (status === 'failed') return reason;
  return status === 'open' ? (parkedFor ?? null) : null;
}
