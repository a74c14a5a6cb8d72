import { CancellationScope, CancelledFailure, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { ConnectorRunInput } from '../domain/run.js';
import type { connectorRun } from './connector-run.js';
import type { RunState } from './run-state.js';

/**
 * Temporal ends an execution whose history has grown too long; the run goes on in a new one before that. Not once it is
 * canceled: the new execution would know nothing of it.
 */
export async function continueIfLong(input: ConnectorRunInput, state: RunState): Promise<void> {
  if (state.canPause && CancellationScope.current().consideredCancelled)
    throw new CancelledFailure('Canceled before it went on.');
  if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof connectorRun>(input, state);
}
