import { resumeNote } from '../domain/pause.js';
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
 * somebody has deleted the schedule, its runs go on all the same. Rejects with ConnectorNotFound.
 */
export async function resumeConnector(
  means: Means,
  { name: by, via }: Actor,
  connectorId: string,
): Promise<Resumed> {
  const { connectors, schedules, temporalRuns } = means;
  await connectors.get(connectorId);
  const before = await schedules.readPause(connectorId);
  // Before anything tries again: what was refused may be right by now.
  await connectors.clearRefusal(connectorId);
  const flag = await schedules.setPause(connectorId, { isPaused: false, note: resumeNote({ by }) });
  const runs = await temporalRuns.openRuns(connectorId);
  await temporalRuns.resume(runs, { by, isWritten: flag !== null });
  const isTriggered = flag !== null && runs.every(({ kind }) => kind !== 'daily');
  if (isTriggered) await schedules.trigger(connectorId);
  await means.audit.add({ by, via, action: 'connector.resume', connectorId, before, after: flag });
  return { runs: runs.map(({ workflowId }) => workflowId), isTriggered, isScheduled: flag !== null };
}
