import { nextStep, type Copy } from '../domain/copies.js';
import { ArchiveError } from '../domain/errors.js';
import { isReasonCode, REASONS, type ReasonCode } from '../domain/reasons.js';
import type { ReportedAttachment } from '../domain/report.js';
import { CREATE_DEADLINE_MS } from '../microsoft365/graph-client.js';
import { isDefiniteRefusal } from '../microsoft365/graph-errors.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import type { StoredItems } from './item-mail.js';
import { composeCopy, leftOutOf, markerOf, prepareCopy, type CopyWork } from './mailbox-copy.js';
import type { RunContexts } from './run-context.js';

/** A claim that took longer is given up: the process may have been stopped meanwhile, and its budget be over for others. */
const MAX_CLAIM_MS = 10_000;
const MARGIN_MS = 5_000;
/**
 * How long an attempt may still send after it has written `importing`: until the claim is answered, then the create's
 * own deadline. Whoever finds the row waits this long and the settle time before looking the marker up.
 */
const BUDGET_MS = MAX_CLAIM_MS + CREATE_DEADLINE_MS + MARGIN_MS;

export type ImportItemInput = Pick<CopyWork, 'run' | 'itemKey' | 'mailbox'>;

/**
 * Puts one item into one mailbox, once, and closes the outcome row. What an earlier attempt or run did is read from
 * the ledger; what it may have done is looked up in the mailbox. Rejects with CopyBusy while an attempt may still
 * arrive, and with the reason where the mail was refused: nothing is there then.
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
    const work = await prepareCopy(contexts, items, input);
    const isThere = next.step === 'done' || (next.step === 'look-up' && (await adopt(deps, work, copy)));
    if (!isThere) await create(deps, work, copy);
    const leftOut = leftOutOf(work);
    return await close(deps, input, leftOut.length > 0 ? 'partial' : 'imported', leftOut);
  };
}

function failureOf({ reason }: Copy): ArchiveError {
  const code: ReasonCode = reason && isReasonCode(reason) ? reason : 'Unexpected';
  return new ArchiveError(code, 'The copy was refused for good by an earlier attempt.');
}

/** What an earlier attempt has left in the mailbox is taken for the copy. False where nothing is there. */
async function adopt(deps: ArchiverDeps, work: CopyWork, copy: Copy): Promise<boolean> {
  const [found] = await deps.mailboxes.findCopies(work.mailbox, markerOf(work), cancellation());
  if (found === undefined) return false;
  await deps.ledger.changeCopy(copy, ended(work, found));
  return true;
}

/** Sends the copy once and says so in the ledger. Where the ledger cannot be told, the next attempt finds and adopts the mail. */
async function create(deps: ArchiverDeps, work: CopyWork, copy: Copy): Promise<void> {
  const { claimed, graphId } = await send(deps, work, copy);
  await deps.ledger.changeCopy(claimed, ended(work, graphId));
}

/** Claims the copy when its turn at the mailbox has come, and creates the mail. */
async function send(
  deps: ArchiverDeps,
  work: CopyWork,
  copy: Copy,
): Promise<{ claimed: Copy; graphId: string }> {
  const { folder } = work.context.record.connector.target;
  const attempt = { attempt: copy.attempt + 1, budgetMs: BUDGET_MS, byRun: work.run.runId };
  let claimed = copy;
  const claim = async (): Promise<void> => {
    const askedAt = Date.now();
    claimed = await deps.ledger.changeCopy(copy, { state: 'importing', ...attempt });
    if (Date.now() - askedAt > MAX_CLAIM_MS)
      throw new ArchiveError('CopyBusy', 'The claim of the copy was answered too late to send it.');
  };
  try {
    const mail = await composeCopy(deps, work);
    // Not ended by a cancellation: a create that is cut off would leave its outcome unknown.
    const graphId = await deps.mailboxes.createCopy(work.mailbox, folder, mail, claim);
    return { claimed, graphId };
  } catch (error) {
    const wasSent = claimed !== copy;
    if (wasSent || isItemFault(error)) await release(deps, work, claimed, error);
    throw wasSent ? afterCreate(error, deps.settleMs) : error;
  }
}

function ended(work: CopyWork, graphId: string) {
  const reason = leftOutOf(work)[0]?.reason;
  const state = reason ? ('partial' as const) : ('imported' as const);
  return { state, byRun: work.run.runId, budgetMs: 0, graphId, ...(reason && { reason }) };
}

/** A definite refusal leaves nothing behind, so the copy is free again. Otherwise the attempt is over, but its mail may yet show. */
async function release(deps: ArchiverDeps, { run }: CopyWork, claimed: Copy, error: unknown): Promise<void> {
  if (!(error instanceof ArchiveError) || !isDefiniteRefusal(error)) {
    await deps.ledger.changeCopy(claimed, { state: 'importing', budgetMs: 0 });
  } else if (isItemFault(error)) {
    await deps.ledger.changeCopy(claimed, {
      state: 'failed',
      budgetMs: 0,
      byRun: run.runId,
      reason: error.code,
    });
  } else {
    await deps.ledger.changeCopy(claimed, { state: 'planned', budgetMs: 0 });
  }
}

function isItemFault(error: unknown): boolean {
  return error instanceof ArchiveError && REASONS[error.code].fault === 'item';
}

/** Nobody needs to come back before the mail can be looked up. */
function afterCreate(error: unknown, settleMs: number): unknown {
  if (!(error instanceof ArchiveError) || isDefiniteRefusal(error)) return error;
  const retryAfterMs = Math.max(error.retryAfterMs ?? 0, settleMs);
  return new ArchiveError(error.code, error.message, { cause: error.cause, retryAfterMs });
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
