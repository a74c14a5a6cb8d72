import type { RunRecord } from '../storage/runs.js';
import type { ArchiverDeps } from './deps.js';
import { reportRun } from './report-run.js';

/** Runs that older programs began are not among those known to have no report: of them, the newest are looked at. */
const OLDER_RUNS_LOOKED_AT = 100;

const TERMINATED = { ended: 'terminated', reason: 'Terminated' } as const;

/**
 * Accounts for runs that Temporal no longer runs and that have not come to their report: what they had listed and not
 * done is closed as `Terminated` and left open. A terminated backfill would else leave items that nobody lists again.
 */
export async function closeCutOffRuns(deps: ArchiverDeps, connectorId: string): Promise<void> {
  const newest = await deps.runs.list(connectorId, OLDER_RUNS_LOOKED_AT);
  const unended = newest.filter(({ ended }) => ended === null);
  const records = [...unended, ...(await deps.runs.unreported(connectorId))];
  const byRunId = new Map(records.map((record) => [record.runId, record]));
  for (const record of byRunId.values()) await closeIfCutOff(deps, record);
}

/** The same for one run without a report; nothing where it still runs. */
export async function closeIfCutOff(deps: ArchiverDeps, { runId, workflowId }: RunRecord): Promise<void> {
  if (await deps.isRunning({ runId, workflowId })) return;
  // Read once it runs no more: it may have ended by itself meanwhile, and only its report may be missing.
  const { connectorId, relisted, ended, reason } = await deps.runs.get(runId);
  // A worker of a former program that has reported it does not take it off the list.
  if (ended !== null && (await deps.reports.read(connectorId, runId)) !== undefined)
    return await deps.runs.setReported({ connectorId, runId });
  const end = ended === null ? TERMINATED : { ended, reason };
  await reportRun(deps)({ run: { connectorId, runId }, ...end, relisted });
}
