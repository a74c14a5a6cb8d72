import { buildReport, type Outcome, type Report } from '../domain/report.js';
import type { RunRecord } from '../storage/runs.js';
import type { CliContext } from './context.js';

/**
 * The report of a run: as written at its end, else counted now from its outcome rows. Temporal knows whether a run
 * without an end is still running. Rejects with RunNotFound.
 */
export async function findReport(context: CliContext, runIdOrWorkflowId: string): Promise<Report> {
  return await reportOf(context, await context.runs.get(runIdOrWorkflowId));
}

export async function reportOf(context: CliContext, record: RunRecord): Promise<Report> {
  const written =
    record.ended === null ? undefined : await context.reports.read(record.connectorId, record.runId);
  if (written) return written;
  const outcomes: Outcome[] = [];
  for await (const outcome of context.outcomes.read(record.runId)) outcomes.push(outcome);
  return buildReport({ ...record, ended: await endNow(context, record) }, outcomes);
}

/** A run that Temporal no longer runs and that has written no end was cut off by force. */
async function endNow(context: CliContext, record: RunRecord): Promise<RunRecord['ended']> {
  if (record.ended !== null) return record.ended;
  const end = await context.temporalRuns.end(record);
  return end === 'running' ? null : 'terminated';
}
