import { REASONS, type ReasonCode } from '../domain/reasons.js';
import {
  emptyDayLine,
  type Counts,
  type Report,
  type ReportFailure,
  type SourceFault,
} from '../domain/report.js';
import { isEmpty, type Window } from '../domain/window.js';
import { table } from './table.js';
import { broken, oneLine, wrap } from './wrap.js';

/** More failures than a person reads; the JSON and CSV forms have them all. */
const MAX_FAILURES_SHOWN = 25;

/** As long as most ids; with the longest reason and the gaps the columns fit a terminal. */
const ID_WIDTH = 36;
const REST_WIDTH = 39;

/** The import report for people, in the words of Microsoft's connector. */
export function reportText(report: Report): string {
  const { connectorId, window, counts, failures, sourceFaults } = report;
  return [
    `Import report of ${connectorId}: ${report.state}${report.reason ? ` (${report.reason})` : ''}`,
    `Window   ${windowText(window)}   Mapping  version ${report.mapping.version}`,
    ...(report.mailboxes ? [`Only for ${report.mailboxes.length} chosen mailboxes`] : []),
    `Started  ${report.startedAt}   Completed  ${report.completedAt ?? 'not yet'}`,
    `Run      ${report.workflowId}   ${report.runId}`,
    '',
    countsTable(counts),
    ...(report.state === 'completed' && counts.availableForImport === 0 ? ['', emptyLine(window)] : []),
    ...(report.reason ? ['', `Next step: ${REASONS[report.reason].nextStep}`] : []),
    ...gapLines(report.gaps),
    ...(sourceFaults.length > 0 ? ['', sourceFaultsTable(sourceFaults), ...nextSteps(sourceFaults)] : []),
    ...(failures.length > 0 ? ['', failuresTable(failures), ...nextSteps(failures)] : []),
  ].join('\n');
}

/** A run that only takes up what earlier runs left lists nothing of its own. */
function windowText(window: Window): string {
  return isEmpty(window) ? 'none: only what earlier runs left' : `${window.from} to ${window.to}`;
}

function emptyLine(window: Window): string {
  return isEmpty(window) ? 'Nothing was left that could be imported.' : emptyDayLine(window);
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

function gapLines(gaps: Window[]): string[] {
  if (gaps.length === 0) return [];
  return [
    '',
    ...gaps.map((gap) => `Purged at the source: ${gap.from} to ${gap.to}`),
    `WindowPurged: ${REASONS.WindowPurged.nextStep}`,
  ];
}

function sourceFaultsTable(faults: SourceFault[]): string {
  const shown = faults
    .slice(0, MAX_FAILURES_SHOWN)
    .map(({ name, reason, what }) => [broken(oneLine(name), ID_WIDTH), reason, wrap(what, REST_WIDTH)]);
  return withRest(table(['At the source', 'Reason', ''], shown), faults.length - shown.length);
}

/** The two users stand one below the other: beside each other they would not fit. */
function failuresTable(failures: ReportFailure[]): string {
  const shown = failures
    .slice(0, MAX_FAILURES_SHOWN)
    .map(({ itemId, sourceUserId, m365UserId, reason, open }) => [
      broken(oneLine(itemId), ID_WIDTH),
      stacked(userText(sourceUserId), userText(m365UserId)),
      stacked(reason, open ? 'tried again' : ''),
    ]);
  const text = table(['Item id', 'Source user\nMicrosoft 365 user', 'Reason'], shown);
  return withRest(text, failures.length - shown.length);
}

function userText(user: string | null): string {
  return broken(oneLine(user ?? ''), REST_WIDTH);
}

function stacked(...texts: string[]): string {
  return texts.filter(Boolean).join('\n');
}

function withRest(text: string, rest: number): string {
  return rest > 0 ? `${text}\n… and ${rest} more: --format json or csv lists them all.` : text;
}

function nextSteps(faults: readonly { reason: ReasonCode }[]): string[] {
  const reasons = [...new Set(faults.map(({ reason }) => reason))];
  return ['', ...reasons.map((reason) => `${reason}: ${REASONS[reason].nextStep}`)];
}
