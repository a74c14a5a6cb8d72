import type { Report } from '../domain/report.js';
import { withContext } from './context.js';
import { exitCodeFor } from './errors.js';
import { backfillCsv } from './backfill-text.js';
import { backfillResult } from './backfill.js';
import { findBackfill, type BackfillReport } from '../operations/backfill-report.js';
import { findReport } from '../operations/report.js';
import { reportCsv } from '../operations/report-csv.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { reportText } from './report-text.js';
import { whyPaused } from './why-paused.js';

export type ReportFormat = 'text' | 'json' | 'csv';

/** The import report of a run, named by its run id or its workflow id; that of a backfill has all its days. */
export async function report(
  run: string,
  options: GlobalOptions & { format: ReportFormat },
): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const backfill = await findBackfill(context, run);
    const found = backfill ?? (await findReport(context, run));
    const result =
      'backfill' in found ? ofBackfill(found, options.format) : reportResult(found, options.format);
    if (found.state !== 'paused' || options.format !== 'text') return result;
    return {
      ...result,
      text: [result.text, '', ...(await whyPaused(context, found.connectorId))].join('\n'),
    };
  });
}

function ofBackfill(found: BackfillReport, format: ReportFormat): CommandResult {
  if (format !== 'csv') return backfillResult(found, format);
  return { ...backfillResult(found, 'text'), text: backfillCsv(found).trimEnd() };
}

/** Exit code 3 where a person has something to look at. */
function reportResult(found: Report, format: ReportFormat): CommandResult {
  const isClean = found.state === 'completed' || found.state === 'running';
  return { exitCode: isClean ? 0 : 3, json: found, text: rendered(found, format) };
}

/** The same for whoever has waited for the run: what made it fail also says the exit code. */
export function runResult(found: Report): CommandResult {
  const result = reportResult(found, 'text');
  if (found.state !== 'failed') return result;
  return { ...result, exitCode: found.reason ? exitCodeFor(found.reason) : 1 };
}

function rendered(found: Report, format: ReportFormat): string {
  switch (format) {
    case 'json':
      return JSON.stringify(found, null, 2);
    case 'csv':
      return reportCsv(found).trimEnd();
    case 'text':
      return reportText(found);
  }
}
