import type { ReasonCode } from '../../domain/reasons.js';
import type { Report, ReportFailure } from '../../domain/report.js';

/** Between the texts of a row, so that nothing is found across two of them. */
const APART = '\n';

/** A report with what is asked of it again and again: there may be 100,000 failures in it. */
export interface IndexedReport {
  report: Report;
  /** Most frequent reason first. */
  groups: ReasonGroup[];
  /** Per failure, in small letters, all that it is searched by. */
  texts: string[];
}

/** What has the same reason, and so the same thing to do about it. */
export interface ReasonGroup {
  reason: ReasonCode;
  failures: number;
  /** How many of these the next run tries again. */
  open: number;
}

/** Which failures somebody wants to see. */
export interface FailureFilter {
  /** Part of an item id, a user or a file name, in any letter case; empty for all. */
  search: string;
  reason: ReasonCode | undefined;
  /** Only what is tried again, or only what is not. */
  open: boolean | undefined;
}

export function indexReport(report: Report): IndexedReport {
  return { report, groups: groupsOf(report.failures), texts: report.failures.map(textOf) };
}

/** In the order of the report. */
export function findFailures({ report, texts }: IndexedReport, filter: FailureFilter): ReportFailure[] {
  const search = filter.search.trim().toLowerCase();
  return report.failures.filter(
    (failure, index) =>
      (filter.reason === undefined || failure.reason === filter.reason) &&
      (filter.open === undefined || failure.open === filter.open) &&
      (texts[index]?.includes(search) ?? false),
  );
}

function groupsOf(failures: readonly ReportFailure[]): ReasonGroup[] {
  const groups = new Map<ReasonCode, ReasonGroup>();
  for (const { reason, open } of failures) {
    const group = groups.get(reason) ?? { reason, failures: 0, open: 0 };
    group.failures += 1;
    if (open) group.open += 1;
    groups.set(reason, group);
  }
  return [...groups.values()].toSorted((a, b) => b.failures - a.failures);
}

function textOf({ itemId, sourceUserId, m365UserId, attachments }: ReportFailure): string {
  return [itemId, sourceUserId, m365UserId, ...attachments.map(({ fileName }) => fileName)]
    .join(APART)
    .toLowerCase();
}
