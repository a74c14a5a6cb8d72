import { userInfo } from 'node:os';
import { ArchiveError } from '../domain/errors.js';
import { emptyCounts, sumCounts, type Report } from '../domain/report.js';
import { isEmpty, parseInstant, type Window } from '../domain/window.js';
import { withContext, type CliContext } from './context.js';
import { findReport } from './find-report.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { pausedResult, type Paused } from './paused-result.js';
import { countsTable } from './report-text.js';
import { table } from './table.js';
import { waitForRun } from './wait-for-run.js';

export interface BackfillOptions {
  from: string;
  to: string;
  reason: string;
  wait?: boolean;
}

/** Past windows over archived time, half-open, one child run per UTC day. */
export async function backfill(
  connectorId: string,
  options: GlobalOptions & BackfillOptions,
): Promise<CommandResult> {
  const window = windowFrom(options);
  return await withContext(options, async (context) => {
    await context.connectors.get(connectorId);
    const requestedBy = userInfo().username;
    const started = await context.temporalRuns.startBackfill({
      connectorId,
      ...window,
      reason: options.reason,
      requestedBy,
    });
    if (!options.wait) return startedResult(connectorId, started.workflowId);
    const pause = await waitForRun(context, started, `whatsapp-archiver runs ${connectorId}`, connectorId);
    if (pause) return await pausedBackfill(context, connectorId, { ...pause, what: started.workflowId });
    const results = await context.temporalRuns.backfillResults(started);
    const reports = await Promise.all(results.map(async ({ run }) => await findReport(context, run.runId)));
    return backfillResult(started.workflowId, reports);
  });
}

/** By itself, or with its whole connector: each goes on by a command of its own. */
async function pausedBackfill(
  { schedules }: CliContext,
  connectorId: string,
  pause: Omit<Paused, 'resume'>,
): Promise<CommandResult> {
  const { isPaused } = await schedules.readPause(connectorId);
  const resume = isPaused ? `connector resume ${connectorId}` : `backfill resume ${pause.what}`;
  return pausedResult({ ...pause, resume });
}

function startedResult(connectorId: string, workflowId: string): CommandResult {
  const text = `Started ${workflowId}.\nSee its days with: whatsapp-archiver runs ${connectorId}`;
  return { exitCode: 0, json: { backfill: workflowId }, text };
}

function windowFrom({ from, to }: BackfillOptions): Window {
  const window = { from: instant('--from', from), to: instant('--to', to) };
  if (isEmpty(window)) throw new ArchiveError('InvalidArgument', '--to must be later than --from.');
  if (Date.parse(window.to) > Date.now()) {
    throw new ArchiveError('InvalidArgument', '--to lies in the future: such a window is not closed yet.');
  }
  return window;
}

function instant(option: string, text: string): string {
  const parsed = parseInstant(text);
  if (parsed === undefined) {
    throw new ArchiveError(
      'InvalidArgument',
      `${option} is no date (2026-11-01, meaning 00:00 UTC) and no instant (2026-11-01T12:00:00Z).`,
    );
  }
  return parsed;
}

function backfillResult(workflowId: string, reports: Report[]): CommandResult {
  const counts = reports.map((each) => each.counts).reduce(sumCounts, emptyCounts());
  const days = reports.map(({ window, state, counts: day, runId }) => [
    window.from.slice(0, 10),
    state,
    day.imported,
    day.partiallyImported,
    day.skipped,
    day.failed,
    runId,
  ]);
  const text = [
    table(['Day', 'State', 'Imported', 'Partial', 'Skipped', 'Failed', 'Run'], days, [2, 3, 4, 5]),
    '',
    countsTable(counts),
  ].join('\n');
  const isClean = reports.every(({ state }) => state === 'completed');
  return { exitCode: isClean ? 0 : 3, json: { backfill: workflowId, runs: reports, counts }, text };
}
