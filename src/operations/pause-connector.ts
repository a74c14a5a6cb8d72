import { ArchiveError } from '../domain/errors.js';
import { isOneLine, MAX_REASON_CHARACTERS } from '../domain/one-line.js';
import { pauseNote } from '../domain/pause.js';
import { audited, type Attempted } from './audited.js';
import type { Actor, Means } from './means.js';

/** What a pause came to. */
export interface Paused {
  /** That of the pause in force. */
  note: string;
  /** False where the connector was paused before; its note has stayed. */
  isNew: boolean;
  /** Workflow ids of those under way. */
  runs: string[];
  /** False where the schedule was deleted. */
  isScheduled: boolean;
}

/**
 * Pauses the schedule and every run of the connector under way; where somebody has deleted the schedule, its runs all the
 * same. The note of a pause in force stays. Rejects with ConnectorNotFound, also where there is neither schedule nor run,
 * and with InvalidArgument for a reason that is no line, or where the connector is being deleted.
 */
export async function pauseConnector(
  means: Means,
  actor: Actor,
  { connectorId, reason }: { connectorId: string; reason: string },
): Promise<Paused> {
  refuseNoReason(reason);
  const { connectors, schedules, temporalRuns } = means;
  const by = actor.name;
  const note = pauseNote({ reason, by });
  await connectors.getUsable(connectorId);
  const attempted: Attempted = { action: 'connector.pause', connectorId, after: { isPaused: true, note } };
  return await audited(means, actor, attempted, async (entry) => {
    entry.before = await schedules.readPause(connectorId);
    const flag = await schedules.setPause(connectorId, { isPaused: true, note });
    const runs = await temporalRuns.openRuns(connectorId);
    if (flag === null && runs.length === 0)
      throw new ArchiveError('ConnectorNotFound', `Connector ${connectorId} has no schedule.`);
    const inForce = flag ?? { isPaused: true, note };
    entry.after = inForce;
    await temporalRuns.pause(runs, { reason, by, isWritten: flag !== null });
    return {
      note: inForce.note,
      isNew: inForce.note === note,
      runs: runs.map(({ workflowId }) => workflowId),
      isScheduled: flag !== null,
    };
  });
}

/** Whoever looks later is to read why. */
export function refuseNoReason(reason: string): void {
  if (isOneLine(reason, MAX_REASON_CHARACTERS)) return;
  throw new ArchiveError('InvalidArgument', 'The reason is empty, too long, or holds control characters.', {
    nextStep: 'Say why in one line.',
  });
}
