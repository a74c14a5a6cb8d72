import { resumeNote } from '../domain/pause.js';
import { audited } from './audited.js';
import type { Actor, Means } from './means.js';

/** What a resume came to. */
export interface Resumed {
  /** Workflow ids of those under way. */
  runs: string[];
  /** Whether a daily run was asked for: none was under way. */
  isTriggered: boolean;
  /** False where the schedule was deleted. */
  isScheduled: boolean;
}

/**
 * Forgets the refused password, lets schedule and runs go on, and starts a daily run where none is under way. Where
 * somebody has deleted the schedule, its runs go on all the same. Rejects with ConnectorNotFound, and with
 * InvalidArgument where it is being deleted.
 */
export async function resumeConnector(means: Means, actor: Actor, connectorId: string): Promise<Resumed> {
  const { connectors, schedules, temporalRuns } = means;
  const by = actor.name;
  await connectors.getUsable(connectorId);
  return await audited(means, actor, { action: 'connector.resume', connectorId }, async (entry) => {
    entry.before = await schedules.readPause(connectorId);
    // Before anything tries again: what was refused may be right by now.
    await connectors.clearRefusal(connectorId);
    const flag = await schedules.setPause(connectorId, { isPaused: false, note: resumeNote({ by }) });
    entry.after = flag;
    const runs = await temporalRuns.openRuns(connectorId);
    await temporalRuns.resume(runs, { by, isWritten: flag !== null });
    const isTriggered = flag !== null && runs.every(({ kind }) => kind !== 'daily');
    if (isTriggered) await schedules.trigger(connectorId);
    return { runs: runs.map(({ workflowId }) => workflowId), isTriggered, isScheduled: flag !== null };
  });
}
