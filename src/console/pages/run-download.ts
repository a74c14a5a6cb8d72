import { reportFile, type ReportFileType } from '../../operations/report-file.js';
import type { ConsoleContext } from '../environment.js';
import { refusal } from '../refusal.js';
import { RunReports } from '../runs/run-reports.js';
import { recordOf } from './run.js';

const TYPES: Record<ReportFileType, string> = { csv: 'text/csv; charset=utf-8', json: 'application/json' };

/** The very bytes of `report RUN --format csv`. */
export async function runCsv(c: ConsoleContext) {
  return await download(c, 'csv');
}

/** The very bytes of `report RUN --format json`. */
export async function runJson(c: ConsoleContext) {
  return await download(c, 'json');
}

async function download(c: ConsoleContext, type: ReportFileType) {
  const record = await recordOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const { report } = await RunReports.of(c.var.console.means).get(record);
  const name = `report-${record.connectorId}-${record.startedAt.slice(0, 10)}`.replaceAll(/[^\w.-]/g, '_');
  c.header('content-disposition', `attachment; filename="${name}.${type}"`);
  return c.body(reportFile(report, type), 200, { 'content-type': TYPES[type] });
}
