import type { RunRecord } from '../storage/runs.js';
import type { ArchiverDeps } from './deps.js';
import { reportRun } from './report-run.js';

/** The newest runs are looked at. One that was cut off is found by the next run, so that more can hardly lie between. */
const RUNS_LOOKED_AT = 100;

/**
 * Accounts for runs that Temporal no longer runs and that have not come to their report: what they had listed and not
 * done is closed as `Terminated` and left open. A terminated backfill would else leave items that nobody lists again.
 */
export async function closeCutOffRuns(deps: ArchiverDeps, connectorId: string): Promise<void> {
  const report = reportRun(deps);
  for (const record of await deps.runs.list(connectorId, RUNS_LOOKED_AT)) {
    if (!(await isCutOff(deps, record))) continue;
    const { runId, relisted } = record;
    await report({ run: { connectorId, runId }, ended: 'terminated', reason: 'Terminated', relisted });
  }
}

/** Read again once it runs no more: it may have come to its report meanwhile. */
async function isCutOff(deps: ArchiverDeps, record: RunRecord): Promise<boolean> {
  if (record.ended !== null || (await deps.isRunning(record))) return false;
  return (await deps.runs.get(record.runId)).ended === null;
}
