import type { PauseFlag } from '../domain/pause.js';
import type { StartedRun } from '../temporal/schedules.js';
import type { Actor, Means } from './means.js';

/** The pause that keeps the connector from running, or what finds the run once Temporal has started it. */
export type AskedFor = { pause: PauseFlag } | { pause: null; find: () => Promise<StartedRun | undefined> };

/**
 * Triggers the schedule: a daily run up to now, after the one in progress if there is one. A paused connector starts
 * none. Rejects with ConnectorNotFound.
 */
export async function runConnector(
  means: Means,
  { name: by, via }: Actor,
  connectorId: string,
): Promise<AskedFor> {
  await means.connectors.get(connectorId);
  const flag = await means.schedules.readPause(connectorId);
  if (flag?.isPaused) return { pause: flag };
  const find = await means.schedules.trigger(connectorId);
  await means.audit.add({ by, via, action: 'connector.run', connectorId, before: null, after: null });
  return { pause: null, find };
}
