import type { Report } from '../domain/report.js';
import { isEmpty, type Window } from '../domain/window.js';
import { withContext } from './context.js';
import { reportOf } from '../operations/report.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { table } from './table.js';

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

function runsTable(reports: Report[]): string {
  return table(
    ['Started', 'State', 'From', 'To', 'Imported', 'Partial', 'Skipped', 'Failed', 'Run'],
    reports.map(({ startedAt, state, window, counts, runId }) => [
      minute(startedAt),
      state,
      ...ends(window),
      counts.imported,
      counts.partiallyImported,
      counts.skipped,
      counts.failed,
      runId,
    ]),
    [4, 5, 6, 7],
  );
}

/** A run without a window has only taken up what earlier runs left. */
function ends(window: Window): [string, string] {
  return isEmpty(window) ? ['left over', ''] : [minute(window.from), minute(window.to)];
}

function minute(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
