import { spreadsheetCsv } from '../../spreadsheet-csv.js';
import type { ConsoleContext } from '../environment.js';
import { auditFilter, matches } from './audit-filter.js';

/** A hundred changes a day for three years. */
const MAX_ROWS = 100_000;

const COLUMNS = ['at', 'by', 'via', 'action', 'connectorId', 'outcome', 'before', 'after', 'id', 'byId'];

/** What the page shows, all of it, as a file for spreadsheets; `before` and `after` are JSON. */
export async function auditDownload(c: ConsoleContext): Promise<Response> {
  const entries = await c.var.console.means.audit.list(MAX_ROWS, matches(auditFilter(c)));
  const rows = entries.map((entry) => ({
    ...entry,
    before: JSON.stringify(entry.before),
    after: JSON.stringify(entry.after),
  }));
  c.header('content-type', 'text/csv; charset=utf-8');
  c.header(
    'content-disposition',
    `attachment; filename="audit-${new Date().toISOString().slice(0, 10)}.csv"`,
  );
  return c.body(spreadsheetCsv(rows, COLUMNS));
}
