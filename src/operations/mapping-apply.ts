import type { StartedRun } from '../temporal/schedules.js';
import type { Actor, Means } from './means.js';

/**
 * Starts a run that imports, from staging, what was left for want of a mailbox and now has one, and all else that earlier
 * runs left open. Rejects with ConnectorNotFound, and as Temporal does.
 */
export async function applyMapping(
  means: Means,
  { name: by, via }: Actor,
  connectorId: string,
): Promise<StartedRun> {
  const { mapping } = await means.connectors.get(connectorId);
  const run = await means.temporalRuns.startApply(connectorId, new Date());
  const after = { run: run.workflowId, mappingVersion: mapping.version };
  await means.audit.add({ by, via, action: 'mapping.apply', connectorId, before: null, after });
  return run;
}
