import type { PauseFlag } from '../domain/pause.js';
import type { StartedRun } from '../temporal/schedules.js';
import { audited } from './audited.js';
import type { Actor, Means } from './means.js';

/** The pause that keeps the connector from running, or what finds the run once Temporal has started it. */
export type AskedFor = { pause: PauseFlag } | { pause: null; find: () => Promise<StartedRun | undefined> };

/**
 * Triggers the schedule: a daily run up to now, after the one in progress if there is one. A paused connector starts
 * none. Rejects with ConnectorNotFound, and with InvalidArgument where it is being deleted.
 */
export async function runConnector(means: Means, actor: Actor, connectorId: string): Promise<AskedFor> {
  await means.connectors.getUsable(connectorId);
  const flag = await means.schedules.readPause(connectorId);
  if (flag?.isPaused) return { pause: flag };
  const find = await audited(means, actor, { action: 'connector.run', connectorId }, async () => {
    return await means.schedules.trigger(connectorId);
  });
  return { pause: null, find };
}
