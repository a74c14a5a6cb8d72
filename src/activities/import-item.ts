import { nextStep, type Copy, type CopyStep } from '../domain/copies.js';
import { ArchiveError } from '../domain/errors.js';
import { isReasonCode, type ReasonCode } from '../domain/reasons.js';
import type { ReportedAttachment } from '../domain/report.js';
import { attachLater } from './attach-later.js';
import { adoptCopy, createCopy } from './create-copy.js';
import type { ArchiverDeps } from './deps.js';
import type { StoredItems } from './item-mail.js';
import { leftOutOf, prepareCopy, reported, type CopyWork, type ImportItemInput } from './mailbox-copy.js';
import { parked, parkSettled, refuseInTrouble } from './mailbox-patience.js';
import type { RunContexts } from './run-context.js';

/**
 * Puts one item into one mailbox, once, and closes the outcome row. What an earlier attempt or run did is read from
 * the ledger; what it may have done is looked up in the mailbox. Rejects with CopyBusy while an attempt may still
 * arrive, with MailboxInTrouble where the others are not to wait for the mailbox, and with the reason where the mail was
 * refused: nothing is there then, or it is there and gets the rest of its attachments the next time.
 */
export function importItem(deps: ArchiverDeps, contexts: RunContexts, items: StoredItems) {
  return async function importItem(input: ImportItemInput): Promise<'imported' | 'partial' | 'skipped'> {
    const { copy, storageNow } = await deps.ledger.copy(input.itemKey, input.mailbox);
    const next = nextStep(copy, input.run.runId, storageNow, deps.settleMs);
    if (next.step === 'wait') {
      throw new ArchiveError('CopyBusy', 'An earlier attempt may still arrive.', { retryAfterMs: next.ms });
    }
    if (next.step === 'done' && copy.state === 'failed') throw failureOf(copy);
    if (next.step === 'done' && next.isFromEarlierRun) return await close(deps, input, 'skipped', []);
    if (next.step !== 'done') refuseInTrouble(deps, input);
    const isBegun = next.step === 'look-up' || next.step === 'attach';
    const plannedBy = isBegun ? copy.byRun : input.run.runId;
    const work = await prepareCopy(contexts, items, { ...input, plannedBy });
    const ended = await deliver(deps, work, copy, next.step).catch(async (error) => {
      throw await parked(deps, input, error);
    });
    const missing = [...leftOutOf(work), ...neverAttached(work, ended)];
    return await close(deps, input, missing.length > 0 ? 'partial' : 'imported', missing);
  };
}

function failureOf({ reason }: Copy): ArchiveError {
  return new ArchiveError(codeOf(reason), 'The copy was refused for good by an earlier attempt.');
}

function codeOf(reason: string | undefined): ReasonCode {
  return reason && isReasonCode(reason) ? reason : 'Unexpected';
}

/** Sees to it that the mail is there with all its attachments. Resolves to the copy, ended. */
async function deliver(
  deps: ArchiverDeps,
  work: CopyWork,
  copy: Copy,
  step: Exclude<CopyStep['step'], 'wait'>,
): Promise<Copy> {
  if (step === 'done') return copy;
  if (step === 'attach') return await attachLater(deps, work, copy, false);
  const adopted = step === 'look-up' ? await adoptCopy(deps, work, copy) : undefined;
  if (step === 'look-up' && adopted === undefined) parkSettled(deps, work);
  const there = adopted ?? (await createCopy(deps, work, copy));
  if (there.state !== 'attaching') return there;
  return await attachLater(deps, work, there, adopted === undefined);
}

/** Attachments that were to go into the mail and could not: all after the one that was refused, since none is smaller. */
function neverAttached({ inline, later }: CopyWork, { attached, reason }: Copy): ReportedAttachment[] {
  if (attached === undefined) return [];
  return [...inline, ...later].slice(attached).map((attachment) => reported(attachment, codeOf(reason)));
}

async function close<Status extends 'imported' | 'partial' | 'skipped'>(
  deps: ArchiverDeps,
  { run, itemKey, mailbox }: ImportItemInput,
  status: Status,
  attachments: ReportedAttachment[],
): Promise<Status> {
  const reason = attachments[0]?.reason ?? null;
  await deps.outcomes.close(run.runId, itemKey, mailbox, { status, reason, attachments });
  return status;
}
