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

/** What the activity said, however deep it lies; undefined where it is none of our failures. */
export function messageOf(error: unknown): string | undefined {
  if (error instanceof ActivityFailure || error instanceof ChildWorkflowFailure)
    return messageOf(error.cause);
  if (error instanceof TimeoutFailure) return messageOf(error.cause);
  return error instanceof ApplicationFailure ? error.message : undefined;
}

/**
 * The failure of a workflow for a reason we know: Temporal shows its message first, and no stack, which would only say
 * where in our code it was met.
 */
export function failureOf(reason: ReasonCode, message: string): ApplicationFailure {
  const isNamed = message.startsWith(`${reason}: `);
  const failure = ApplicationFailure.nonRetryable(isNamed ? message : `${reason}: ${message}`, reason);
  failure.stack = '';
  return failure;
}

const ENDED_RUN: ReasonCode[] = [
  'SourceRefusedLogin',
  'SourceKeyMismatch',
  'AccountMismatch',
  'GraphRefusedLogin',
  'DirectoryDenied',
  'StorageRefused',
];

/** Reasons that concern the whole connector: going on would only repeat them for every item. */
export function stopsRun(reason: ReasonCode): boolean {
  return endedRun(reason) || reason === 'SecretMissing' || reason === 'SecretInvalid';
}

/** Those that ended a run, and left its connector paused, before runs could wait for somebody to mend them. */
export function endedRun(reason: ReasonCode): boolean {
  return ENDED_RUN.includes(reason);
}
