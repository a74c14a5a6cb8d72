import { reportCsv } from '../../operations/report-csv.js';
import type { Report } from '../../domain/report.js';
import type { ConsoleContext } from '../environment.js';
import { refusal } from '../refusal.js';
import { RunReports } from '../runs/run-reports.js';
import { recordOf } from './run.js';

/** The very bytes of `report RUN --format csv`. */
export async function runCsv(c: ConsoleContext) {
  return await download(c, 'csv', (report) => `${reportCsv(report).trimEnd()}\n`);
}

/** The very bytes of `report RUN --format json`. */
export async function runJson(c: ConsoleContext) {
  return await download(c, 'json', (report) => `${JSON.stringify(report, null, 2)}\n`);
}

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json' };

async function download(c: ConsoleContext, type: keyof typeof TYPES, textOf: (report: Report) => string) {
  const record = await recordOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const { report } = await RunReports.of(c.var.console.means).get(record);
  const name = `report-${record.connectorId}-${record.startedAt.slice(0, 10)}`.replaceAll(/[^\w.-]/g, '_');
  c.header('content-disposition', `attachment; filename="${name}.${type}"`);
  return c.body(textOf(report), 200, { 'content-type': TYPES[type] });
}
