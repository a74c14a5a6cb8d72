import type { RunRecord } from '../storage/runs.js';
import type { ArchiverDeps } from './deps.js';
import { reportRun } from './report-run.js';

/**
 * The newest runs are looked at. One that was cut off is found by the next run, so that more can hardly lie between; a day
 * of a long backfill, behind which they can, is accounted for by the backfill.
 */
const RUNS_LOOKED_AT = 100;

/**
 * Accounts for runs that Temporal no longer runs and that have not come to their report: what they had listed and not
 * done is closed as `Terminated` and left open. A terminated backfill would else leave items that nobody lists again.
 */
export async function closeCutOffRuns(deps: ArchiverDeps, connectorId: string): Promise<void> {
  for (const record of await deps.runs.list(connectorId, RUNS_LOOKED_AT)) await closeIfCutOff(deps, record);
}

/** The same for one run; nothing where it still runs, or has come to its report. */
export async function closeIfCutOff(deps: ArchiverDeps, record: RunRecord): Promise<void> {
  if (!(await isCutOff(deps, record))) return;
  const { connectorId, runId, relisted } = record;
  await reportRun(deps)({ run: { connectorId, runId }, ended: 'terminated', reason: 'Terminated', relisted });
}

/** Read again once it runs no more: it may have come to its report meanwhile. */
async function isCutOff(deps: ArchiverDeps, record: RunRecord): Promise<boolean> {
  if (record.ended !== null || (await deps.isRunning(record))) return false;
  return (await deps.runs.get(record.runId)).ended === null;
}
