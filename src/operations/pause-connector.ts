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
}

/**
 * Pauses the schedule and every run of the connector under way. The note of a pause in force stays. Rejects with
 * ConnectorNotFound, also where its schedule was deleted, and with InvalidArgument for a reason that is no line.
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
  await connectors.get(connectorId);
  const attempted: Attempted = { action: 'connector.pause', connectorId, after: { isPaused: true, note } };
  return await audited(means, actor, attempted, async (entry) => {
    entry.before = await schedules.readPause(connectorId);
    const flag = await schedules.setPause(connectorId, { isPaused: true, note });
    if (flag === null)
      throw new ArchiveError('ConnectorNotFound', `Connector ${connectorId} has no schedule.`);
    entry.after = flag;
    const runs = await temporalRuns.openRuns(connectorId);
    await temporalRuns.pause(runs, { reason, by });
    return {
      note: flag.note,
      isNew: flag.note === note,
      runs: runs.map(({ workflowId }) => workflowId),
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
