import { checkBackfill, MAX_BACKFILL_DAYS } from '../domain/backfill-input.js';
import { ArchiveError } from '../domain/errors.js';
import type { Window } from '../domain/window.js';
import type { StartedRun } from '../temporal/schedules.js';
import { audited, type Attempted } from './audited.js';
import type { Actor, Means } from './means.js';
import { refuseNoReason } from './pause-connector.js';

export interface NewBackfill {
  connectorId: string;
  /** Over archived time; ISO instants, or dates that mean 00:00 UTC. */
  window: Window;
  reason: string;
  /** Entra object ids; all mailboxes where absent. */
  mailboxes?: readonly string[];
}

/**
 * Starts a backfill: past windows, one child run per UTC day. Rejects with ConnectorNotFound, and with InvalidArgument
 * where the period or the mailboxes will not do, the very same backfill is under way, or the connector is being deleted.
 */
export async function startBackfill(
  means: Means,
  actor: Actor,
  { connectorId, window, reason, mailboxes }: NewBackfill,
): Promise<StartedRun> {
  refuseNoReason(reason);
  await means.connectors.getUsable(connectorId);
  const asked = { connectorId, ...window, reason, requestedBy: actor.name, ...(mailboxes && { mailboxes }) };
  const result = checkBackfill(asked, { nowMs: Date.now(), maxDays: MAX_BACKFILL_DAYS });
  if ('faults' in result) throw refused(result.faults);
  const { checked } = result;
  const wanted = { ...checked.window, reason, mailboxes: checked.mailboxes?.length ?? 'all' };
  const attempted: Attempted = { action: 'backfill.start', connectorId, after: wanted };
  return await audited(means, actor, attempted, async (entry) => {
    const started = await means.temporalBackfills.start({
      connectorId,
      ...checked.window,
      reason,
      requestedBy: actor.name,
      ...(checked.mailboxes && { mailboxes: checked.mailboxes }),
    });
    entry.after = { backfill: started.workflowId, ...wanted };
    return started;
  });
}

function refused(faults: readonly string[]): ArchiveError {
  return new ArchiveError('InvalidArgument', ['The backfill was not started:', ...faults].join('\n'), {
    nextStep: 'Correct what is named, then start it again.',
  });
}
