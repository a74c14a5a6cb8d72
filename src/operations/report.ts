import { buildReport, type Outcome, type Report } from '../domain/report.js';
import type { RunRecord } from '../storage/runs.js';
import type { Means } from './means.js';

export type ReportMeans = Pick<Means, 'runs' | 'reports' | 'outcomes' | 'temporalRuns'>;

/**
 * The report of a run: as written at its end, else counted now from its outcome rows. Temporal knows whether a run
 * without an end is still running, or paused. Rejects with RunNotFound.
 */
export async function findReport(means: ReportMeans, runIdOrWorkflowId: string): Promise<Report> {
  return await reportOf(means, await means.runs.get(runIdOrWorkflowId));
}

/** The same for a run whose record is at hand. */
export async function reportOf(means: ReportMeans, record: RunRecord): Promise<Report> {
  const written =
    record.ended === null ? undefined : await means.reports.read(record.connectorId, record.runId);
  if (written) return written;
  const outcomes: Outcome[] = [];
  for await (const outcome of means.outcomes.read(record.runId)) outcomes.push(outcome);
  const { ended, isPaused } = await endNow(means, record);
  const report = buildReport({ ...record, ended }, outcomes);
  return isPaused ? { ...report, state: 'paused' } : report;
}

/** A run that Temporal no longer runs and that has written no end was cut off by force. */
async function endNow(
  { temporalRuns }: ReportMeans,
  record: RunRecord,
): Promise<{ ended: RunRecord['ended']; isPaused: boolean }> {
  if (record.ended !== null) return { ended: record.ended, isPaused: false };
  const end = await temporalRuns.end(record);
  const isOpen = end === 'running' || end === 'paused';
  return { ended: isOpen ? null : 'terminated', isPaused: end === 'paused' };
}
