import type { Report } from '../domain/report.js';
import { reportCsv } from './report-csv.js';

export type ReportFileType = 'json' | 'csv';

/** A report as a file, the same wherever it comes from. */
export function reportFile(report: Report, type: ReportFileType): string {
  return `${type === 'json' ? JSON.stringify(report, null, 2) : reportCsv(report).trimEnd()}\n`;
}
