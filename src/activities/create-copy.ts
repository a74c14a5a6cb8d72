import type { Copy } from '../domain/copies.js';
import { ArchiveError } from '../domain/errors.js';
import { REASONS } from '../domain/reasons.js';
import { isDefiniteRefusal } from '../microsoft365/graph-errors.js';
import { CREATE_DEADLINE_MS } from '../microsoft365/limits.js';
import type { CopyChange } from '../storage/ledger.js';
import { budgetFor, CopyClaim } from './copy-claim.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import { composeCopy, leftOutOf, markerOf, type CopyWork } from './mailbox-copy.js';

/** What an earlier attempt has left in the mailbox is taken for the copy. Undefined where nothing is there. */
export async function adoptCopy(deps: ArchiverDeps, work: CopyWork, copy: Copy): Promise<Copy | undefined> {
  const [found] = await deps.mailboxes.findCopies(work.mailbox, markerOf(work), cancellation());
  return found === undefined ? undefined : await deps.ledger.changeCopy(copy, created(work, found));
}

/** Sends the copy once and says so in the ledger. Where the ledger cannot be told, the next attempt finds and adopts the mail. */
export async function createCopy(deps: ArchiverDeps, work: CopyWork, copy: Copy): Promise<Copy> {
  const claim = new CopyClaim(deps.ledger, copy);
  return await claim.change(created(work, await send(deps, work, claim)));
}

/** Claims the copy when its turn at the mailbox has come, and creates the mail. Resolves to its id. */
async function send(deps: ArchiverDeps, work: CopyWork, claim: CopyClaim): Promise<string> {
  const { folder } = work.context.record.connector.target;
  const importing: CopyChange = {
    state: 'importing',
    attempt: claim.found.attempt + 1,
    budgetMs: budgetFor(CREATE_DEADLINE_MS),
    byRun: work.plannedBy,
  };
  try {
    const mail = await composeCopy(deps, work);
    // Not ended by a cancellation: a create that is cut off would leave its outcome unknown.
    return await deps.mailboxes.createCopy(work.mailbox, folder, mail, () => claim.make(importing));
  } catch (error) {
    if (claim.isMade || isItemFault(error)) await release(work, claim, error);
    throw claim.isMade ? afterCreate(error, deps.settleMs) : error;
  }
}

/** The mail is there, whole unless some of its attachments are still to follow. */
function created(work: CopyWork, graphId: string): CopyChange {
  if (work.later.length === 0) return { ...endState(work), ...endOf(work), graphId };
  return { state: 'attaching', byRun: work.plannedBy, budgetMs: 0, graphId };
}

/** All that was to go into the mailbox is there. */
export function endState(work: CopyWork): CopyChange {
  const reason = leftOutOf(work)[0]?.reason;
  return reason ? { state: 'partial', reason } : { state: 'imported' };
}

/** Nothing is under way any more. */
export function endOf({ run }: CopyWork): CopyChange {
  return { byRun: run.runId, budgetMs: 0 };
}

/** A definite refusal leaves nothing behind, so the copy is free again. Otherwise the attempt is over, but its mail may yet show. */
async function release(work: CopyWork, claim: CopyClaim, error: unknown): Promise<void> {
  if (!(error instanceof ArchiveError) || !isDefiniteRefusal(error)) {
    await claim.change({ state: 'importing', budgetMs: 0 });
  } else if (isItemFault(error)) {
    await claim.change({ state: 'failed', ...endOf(work), reason: error.code });
  } else {
    await claim.change({ state: 'planned', budgetMs: 0 });
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
