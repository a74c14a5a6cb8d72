import { refusalNote, type PauseFlag } from '../domain/pause.js';
import type { ReasonCode } from '../domain/reasons.js';
import type { ArchiverDeps } from './deps.js';

export interface SetPauseInput extends PauseFlag {
  connectorId: string;
}

/** Whether the connector is paused, whoever has paused it. Null where its schedule was deleted: then nobody can say. */
export function readPause(deps: ArchiverDeps) {
  return async function readPause({ connectorId }: { connectorId: string }): Promise<PauseFlag | null> {
    return await deps.readPause(connectorId);
  };
}

/** Pauses the connector or lets it go on, and resolves to what its schedule then shows, as above. The note of a pause in force stays. */
export function setPause(deps: ArchiverDeps) {
  return async function setPause({ connectorId, isPaused, note }: SetPauseInput): Promise<PauseFlag | null> {
    return await deps.setPause(connectorId, { isPaused, note });
  };
}

/** Asked for by runs of programs that could not wait for the end of a pause, after they had ended. */
export function pauseConnector(deps: ArchiverDeps) {
  return async function pauseConnector({
    connectorId,
    reason,
  }: {
    connectorId: string;
    reason: ReasonCode;
  }): Promise<void> {
    await deps.setPause(connectorId, { isPaused: true, note: refusalNote(reason) });
  };
}
