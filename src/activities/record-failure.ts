import { resultOf } from '../domain/parked.js';
import { REASONS, staysOpen, type ReasonCode } from '../domain/reasons.js';
import type { ArchiveItemInput, ItemResult } from '../domain/run.js';
import type { OutcomeClosing } from '../storage/outcomes.js';
import type { ArchiverDeps } from './deps.js';
import { restrictionOf } from './map-for-chosen.js';
import type { RunContexts } from './run-context.js';

export interface RecordFailureInput extends ArchiveItemInput {
  /** Null where the item as a whole failed. */
  mailbox: string | null;
  reason: ReasonCode;
}

/**
 * Closes the row of what failed and, where the fault is the world's, leaves the item open for the next run. Resolves to
 * what the row, or the item with all its rows, has come to.
 */
export function recordFailure(deps: ArchiverDeps, contexts: RunContexts) {
  return async function recordFailure({
    run,
    itemKey,
    record,
    openMark,
    onlyFor,
    mailbox,
    reason,
  }: RecordFailureInput): Promise<ItemResult> {
    if (mailbox === null && REASONS[reason].fault === 'item')
      await deps.ledger.recordFault(itemKey, reason, run.runId);
    if (staysOpen(reason)) {
      const restriction = restrictionOf((await contexts(run)).record, onlyFor);
      await deps.openItems.add(run.connectorId, { itemKey, reason, record: record ?? null, ...restriction });
    }
    // Its people lead back to it once one of them has a mailbox; until then it would only fail again.
    if (reason === 'NoMapping' && openMark !== undefined)
      await deps.openItems.remove(run.connectorId, itemKey, openMark);
    const closing: OutcomeClosing = { status: 'failed', reason, attachments: [] };
    if (mailbox === null) return resultOf(await deps.outcomes.closeItem(run.runId, itemKey, closing));
    const closed = await deps.outcomes.close(run.runId, itemKey, mailbox, closing);
    return resultOf(closed ? [closed] : []);
  };
}
