import type { Report } from '../domain/report.js';
import { isEmpty } from '../domain/window.js';
import { withContext } from './context.js';
import { reportOf } from '../operations/report.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { table } from './table.js';

const HEAD = ['Started', 'State', 'Imported', 'Partial', 'Skipped', 'Failed'];
const WINDOW_CHARACTERS = '2026-11-25 00:00 to 2026-11-26 00:00'.length;

/** Past and present runs of a connector, newest first; those of a backfill where its id is given, oldest day first. */
export async function runs(id: string, options: GlobalOptions & { limit: number }): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const backfill = await context.backfills.find(id);
    const records = backfill
      ? (await context.runs.ofBackfill(backfill.runId)).slice(0, options.limit)
      : await context.runs.list(id, options.limit);
    // A deleted connector's runs stay readable.
    if (records.length === 0 && !backfill) await context.connectors.get(id);
    const reports: Report[] = [];
    for (const record of records) reports.push(await reportOf(context, record));
    const text =
      reports.length > 0
        ? runsTable(reports)
        : `No runs of ${id} yet${backfill ? '' : `: start one with \`connector run ${id}\``}.`;
    return { exitCode: 0, json: { runs: reports.map(({ failures: _, ...rest }) => rest) }, text };
  });
}

/** Two lines a run, so that a terminal of 80 columns takes them: window and run id under what it came to. */
export function runsTable(reports: readonly Report[]): string {
  const rows = reports.map(({ startedAt, state, counts }) => [
    minute(startedAt),
    state,
    counts.imported,
    counts.partiallyImported,
    counts.skipped,
    counts.failed,
  ]);
  const [head, ...lines] = table(HEAD, rows, [2, 3, 4, 5]).split('\n');
  const withRun = reports.map((report, row) => `${lines[row]}\n${secondLine(report)}`);
  return [head, ...withRun].join('\n');
}

/** A run without a window has only taken up what earlier runs left. */
function secondLine({ window, runId }: Report): string {
  const period = isEmpty(window) ? 'left over' : `${minute(window.from)} to ${minute(window.to)}`;
  return `  ${period.padEnd(WINDOW_CHARACTERS)}  ${runId}`;
}

function minute(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
