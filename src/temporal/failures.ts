import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { ArchiveError } from '../domain/errors.js';
import { REASONS, type ReasonCode } from '../domain/reasons.js';
import { retryDelayMs } from '../domain/retry-delay.js';

/** Well below the heartbeat timeouts of the workflows, so that a dead worker is noticed and a busy one is not taken for dead. */
const HEARTBEAT_EVERY_MS = 5_000;

/** Around every activity: it heartbeats while it runs, and what it throws reaches Temporal as a failure people can read. */
export const activityInterceptors: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    async execute(input, next) {
      const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
      try {
        return await next(input);
      } catch (error) {
        throw toFailure(error);
      } finally {
        clearInterval(heartbeat);
      }
    },
  },
});

/** A defect of ours that comes back every time must not hold up a run for ever: the item is left open for the next one. */
const MAX_UNEXPECTED_TRIES = 6;

/** Waiting is no incident: it is kept out of the error log and the failure metric. */
const WAITING: readonly ReasonCode[] = ['Throttled', 'CopyBusy', 'MailboxInTrouble'];

/**
 * The one translation of errors. Type is the reason code, and the message begins with it: it is the first line that
 * Temporal shows. It is ours and holds counts and codes only; a stack would only bury it. An error we did not foresee
 * keeps its name and its stack without the first line: messages of others may quote content. Each says itself when it
 * is to be tried again, for the policies of the workflows know only time-outs.
 */
export function toFailure(error: unknown): Error {
  if (error instanceof CancelledFailure || error instanceof ApplicationFailure) return error;
  if (isAbort(error) && Context.current().cancellationSignal.aborted)
    return new CancelledFailure('Canceled while under way.');
  if (!(error instanceof ArchiveError)) return unexpected(error);
  const isHopeless = error.code === 'Unexpected' && isLastUnexpected();
  const failure = ApplicationFailure.create({
    type: error.code,
    message: `${error.code}: ${error.message} ${error.nextStep}`,
    nonRetryable: isHopeless || !REASONS[error.code].retry,
    nextRetryDelay: retryDelayMs(Context.current().info.attempt, error.retryAfterMs),
    ...(WAITING.includes(error.code) && { category: ApplicationFailureCategory.BENIGN }),
  });
  failure.stack = '';
  return failure;
}

function unexpected(error: unknown): ApplicationFailure {
  const name = error instanceof Error ? error.name : typeof error;
  const failure = ApplicationFailure.create({
    type: 'Unexpected',
    nonRetryable: isLastUnexpected(),
    nextRetryDelay: retryDelayMs(Context.current().info.attempt),
    message: `Unexpected: ${name} in ${Context.current().info.activityType}. ${REASONS.Unexpected.nextStep}`,
  });
  const frames =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  failure.stack = frames.join('\n');
  return failure;
}

function isLastUnexpected(): boolean {
  return Context.current().info.attempt >= MAX_UNEXPECTED_TRIES;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'CancelledFailure');
}
