import { stringify } from 'csv-stringify/sync';
import { REASONS } from '../domain/reasons.js';
import { emptyDayLine, type Counts, type Report, type ReportFailure } from '../domain/report.js';
import { table } from './table.js';

/** More failures than a person reads; the JSON and CSV forms have them all. */
const MAX_FAILURES_SHOWN = 25;

/** The import report for people, in the words of Microsoft's connector. */
export function reportText(report: Report): string {
  const { connectorId, window, counts, failures } = report;
  return [
    `Import report of ${connectorId}: ${report.state}${report.reason ? ` (${report.reason})` : ''}`,
    `Window   ${window.from} to ${window.to}`,
    `Started  ${report.startedAt}   Completed  ${report.completedAt ?? 'not yet'}`,
    `Run      ${report.workflowId}   ${report.runId}`,
    '',
    countsTable(counts),
    ...(report.state === 'completed' && counts.availableForImport === 0 ? ['', emptyDayLine(window)] : []),
    ...(report.reason ? ['', `Next step: ${REASONS[report.reason].nextStep}`] : []),
    ...report.gaps.map((gap) => `Purged at the source: ${gap.from} to ${gap.to}`),
    ...(failures.length > 0 ? ['', failuresTable(failures), ...nextSteps(failures)] : []),
  ].join('\n');
}

export function countsTable(counts: Counts): string {
  const number = (count: number): string => count.toLocaleString('en-US');
  return table(
    ['', ''],
    [
      ['Available from source', `${number(counts.availableFromSource)} items`],
      ['Available for import', `${number(counts.availableForImport)} copies`],
      ['  Imported', number(counts.imported)],
      ['  Partially imported', number(counts.partiallyImported)],
      ['  Skipped', number(counts.skipped)],
      ['  Failed', number(counts.failed)],
      ...(counts.relisted > 0 ? [['Listed again and settled', number(counts.relisted)]] : []),
    ],
    [1],
  );
}

function failuresTable(failures: ReportFailure[]): string {
  const shown = failures
    .slice(0, MAX_FAILURES_SHOWN)
    .map((failure) => [
      failure.itemId,
      failure.sourceUserId ?? '',
      failure.m365UserId ?? '',
      failure.reason,
      failure.open ? 'tried again' : '',
    ]);
  const text = table(['Item id', 'Source user', 'Microsoft 365 user', 'Reason', ''], shown);
  const rest = failures.length - shown.length;
  return rest > 0 ? `${text}\n… and ${rest} more: --format json or csv lists them all.` : text;
}

function nextSteps(failures: ReportFailure[]): string[] {
  const reasons = [...new Set(failures.map(({ reason }) => reason))];
  return ['', ...reasons.map((reason) => `${reason}: ${REASONS[reason].nextStep}`)];
}

/** The failures as CSV, one row each. Cells that a spreadsheet would take for a formula are defused (OWASP, CSV injection). */
export function reportCsv(report: Report): string {
  const rows = report.failures.map((failure) => ({
    ...failure,
    attachments: failure.attachments
      .map(({ fileName, sizeBytes }) => `${fileName} (${sizeBytes} bytes)`)
      .join('; '),
  }));
  return stringify(rows, {
    header: true,
    columns: ['itemId', 'sourceUserId', 'm365UserId', 'reason', 'open', 'attachments'],
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  });
}
