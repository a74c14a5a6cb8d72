import type { ConnectorRunInput } from '../domain/run.js';
import { FormerGate } from './former-gate.js';
import type { Gate } from './gate.js';
import { PauseGate } from './pause-gate.js';
import type { RunState } from './run-state.js';

/**
 * To be asked for once `state.canPause` says which program the execution goes along with. `goOn` ends the execution and
 * goes on in a new one, with the state as it is then.
 */
export function openGate(input: ConnectorRunInput, state: RunState, goOn: () => Promise<never>): Gate {
  return state.canPause ? new PauseGate(input, state, goOn) : new FormerGate(goOn);
}
