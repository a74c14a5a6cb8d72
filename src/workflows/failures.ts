import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/common';
import { isReasonCode, type ReasonCode } from '../domain/reasons.js';

/** The reason code inside whatever Temporal wrapped around it. */
export function reasonOf(error: unknown): ReasonCode {
  if (error instanceof CancelledFailure) return 'Canceled';
  if (error instanceof TerminatedFailure) return 'Terminated';
  if (error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) return reasonOf(error.cause);
  // A time limit ran out while the last failure was a retryable one: that one says what was wrong.
  if (error instanceof TimeoutFailure) return error.cause === undefined ? 'NoWorker' : reasonOf(error.cause);
  if (error instanceof ApplicationFailure && error.type && isReasonCode(error.type)) return error.type;
  return 'Unexpected';
}

/** Reasons that concern the whole connector: going on would only repeat them for every item. */
export function stopsRun(reason: ReasonCode): boolean {
  return (
    reason === 'DirectoryDenied' ||
    reason === 'SourceRefusedLogin' ||
    reason === 'SourceKeyMismatch' ||
    reason === 'GraphRefusedLogin' ||
    reason === 'AccountMismatch' ||
    reason === 'StorageRefused'
  );
}
