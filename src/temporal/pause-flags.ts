import type { PauseFlag } from '../domain/pause.js';
import { temporalError } from './connect.js';
import type { Schedules } from './schedules.js';

/** The pause flags of the connectors as activities ask for them: a server that refuses is named as such. */
export function pauseFlags(schedules: Schedules): {
  readPause: (connectorId: string) => Promise<PauseFlag | null>;
  setPause: (connectorId: string, wanted: PauseFlag) => Promise<PauseFlag | null>;
} {
  return {
    readPause: async (connectorId) => await named(async () => await schedules.readPause(connectorId)),
    setPause: async (connectorId, wanted) =>
      await named(async () => await schedules.setPause(connectorId, wanted)),
  };
}

async function named<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw temporalError(error) ?? error;
  }
}
