import { upsertSearchAttributes } from '@temporalio/workflow';
import { runFaults } from '../domain/run-input.js';
import { kindOf, type ConnectorRunInput } from '../domain/run.js';
import { endUnopened } from './end-run.js';
import { failureOf } from './failures.js';
import type { RunState } from './run-state.js';
import * as attributes from './search-attributes.js';

/** Fails the run at once where its argument is wrong: somebody may have typed it, or nothing at all. */
export function checkInput(input: unknown, state: RunState): void {
  const faults = runFaults(input);
  if (faults.length === 0) return;
  const message = `The run's argument was refused: ${faults.join('; ')}.`;
  throw endUnopened(state, failureOf('InvalidArgument', message));
}

/** Also of a run that somebody started by hand, and before anything can hold it up. */
export function index(input: ConnectorRunInput): void {
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_CONNECTOR, value: input.connectorId },
    { key: attributes.ARCHIVER_KIND, value: kindOf(input) },
  ]);
}
