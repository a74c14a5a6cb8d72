import { nextStep } from '../domain/copies.js';
import { ArchiveError } from '../domain/errors.js';
import { isRefusing } from '../microsoft365/watched-mailboxes.js';
import type { ArchiverDeps } from './deps.js';
import type { ImportItemInput } from './mailbox-copy.js';

type Deps = Pick<ArchiverDeps, 'troubles' | 'ledger' | 'settleMs'>;

/** Throws where a call would be in vain: MailboxInTrouble, or Throttled until the time that the mailbox has named. */
export function refuseInTrouble({ troubles }: Deps, { mailbox, isLastRound = false }: ImportItemInput): void {
  const advice = troubles.advice(mailbox, isLastRound);
  if (advice === 'call') return;
  if (advice === 'give up') throw inTrouble();
  throw new ArchiveError('Throttled', 'The mailbox has asked to be left alone for longer.', {
    retryAfterMs: advice.waitMs,
  });
}

/**
 * Throws MailboxInTrouble for a copy that was looked up and is not there: sent once more, its create might go unanswered
 * again, and it would hold its place for as long as the mailbox is in trouble.
 */
export function parkSettled({ troubles }: Deps, { mailbox, isLastRound = false }: ImportItemInput): void {
  if (troubles.isInTrouble(mailbox, isLastRound)) throw inTrouble();
}

/**
 * What a failed delivery ends with: MailboxInTrouble where the mailbox has refused for too long, else its own error. A
 * mail that may still arrive is not left for later before it can be looked up: nobody could say what became of the copy.
 */
export async function parked(deps: Deps, input: ImportItemInput, error: unknown): Promise<unknown> {
  const { run, itemKey, mailbox, isLastRound = false } = input;
  if (!isRefusing(error) || !deps.troubles.isInTrouble(mailbox, isLastRound)) return error;
  const { copy, storageNow } = await deps.ledger.copy(itemKey, mailbox);
  const isUnsettled = nextStep(copy, run.runId, storageNow, deps.settleMs).step === 'wait';
  return isUnsettled ? error : inTrouble(error);
}

function inTrouble(cause?: ArchiveError): ArchiveError {
  return new ArchiveError('MailboxInTrouble', 'The mailbox refuses, and others do not wait for it.', {
    cause,
  });
}
