import type { StartedRun } from '../temporal/schedules.js';
import { audited, type Attempted } from './audited.js';
import type { Actor, Means } from './means.js';

/**
 * Starts a run that imports, from staging, what was left for want of a mailbox and now has one, and all else that earlier
 * runs left open. Rejects with ConnectorNotFound, with InvalidArgument where it is being deleted, and as Temporal does.
 */
export async function applyMapping(means: Means, actor: Actor, connectorId: string): Promise<StartedRun> {
  const { mapping } = await means.connectors.getUsable(connectorId);
  const mappingVersion = mapping.version;
  const attempted: Attempted = { action: 'mapping.apply', connectorId, after: { mappingVersion } };
  return await audited(means, actor, attempted, async (entry) => {
    const run = await means.temporalRuns.startApply(connectorId, new Date());
    entry.after = { run: run.workflowId, mappingVersion };
    return run;
  });
}
