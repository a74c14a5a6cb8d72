import type { Counts } from '../domain/report.js';
import type { BackfillReport } from '../operations/backfill-report.js';
import { countsTable } from './report-text.js';
import { spreadsheetCsv } from '../spreadsheet-csv.js';
import { table } from './table.js';

const CSV_COLUMNS = [
  'from',
  'to',
  'state',
  'reason',
  'availableFromSource',
  'availableForImport',
  'imported',
  'partiallyImported',
  'skipped',
  'failed',
  'runId',
  'workflowId',
];

/** For people: what was asked for, a line for each day that has begun, and the sums. */
export function backfillText(report: BackfillReport): string {
  const { backfill, window, mailboxes, reason, requestedBy, startedAt, completedAt } = report;
  return [
    `Backfill of ${report.connectorId}: ${report.state}, ${report.runs.length} of ${report.days} days begun`,
    `Window   ${window.from} to ${window.to}`,
    ...(mailboxes ? [`Only for ${mailboxes.length} chosen mailboxes`] : []),
    `Asked    by ${requestedBy}: ${reason}`,
    `Started  ${startedAt}   Completed  ${completedAt ?? 'not yet'}`,
    `Id       ${backfill}`,
    '',
    daysTable(report),
    '',
    countsTable(report.counts),
    ...(isAllThere(report.counts) ? ['', 'Nothing was imported: all of it was archived before.'] : []),
  ].join('\n');
}

/** A row per day that has begun. */
export function backfillCsv({ runs }: BackfillReport): string {
  const days = runs.map(({ window, state, reason, counts, runId, workflowId }) => ({
    ...window,
    state,
    reason,
    ...counts,
    runId,
    workflowId,
  }));
  return spreadsheetCsv(days, CSV_COLUMNS);
}

function daysTable({ runs }: BackfillReport): string {
  const days = runs.map(({ window, state, counts: day, runId }) => [
    window.from.slice(0, 10),
    state,
    day.imported,
    day.partiallyImported,
    day.skipped,
    day.failed,
    runId,
  ]);
  return table(['Day', 'State', 'Imported', 'Partial', 'Skipped', 'Failed', 'Run'], days, [2, 3, 4, 5]);
}

function isAllThere({ availableForImport, skipped }: Counts): boolean {
  return availableForImport > 0 && availableForImport === skipped;
}
