import { checkBackfill, MAX_BACKFILL_DAYS } from '../domain/backfill-input.js';
import { ArchiveError } from '../domain/errors.js';
import type { Window } from '../domain/window.js';
import type { StartedRun } from '../temporal/schedules.js';
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
 * where the period or the mailboxes will not do, or the very same backfill is under way.
 */
export async function startBackfill(
  means: Means,
  { name: by, via }: Actor,
  { connectorId, window, reason, mailboxes }: NewBackfill,
): Promise<StartedRun> {
  refuseNoReason(reason);
  await means.connectors.get(connectorId);
  const asked = { connectorId, ...window, reason, requestedBy: by, ...(mailboxes && { mailboxes }) };
  const result = checkBackfill(asked, { nowMs: Date.now(), maxDays: MAX_BACKFILL_DAYS });
  if ('faults' in result) throw refused(result.faults);
  const { checked } = result;
  const started = await means.temporalBackfills.start({
    connectorId,
    ...checked.window,
    reason,
    requestedBy: by,
    ...(checked.mailboxes && { mailboxes: checked.mailboxes }),
  });
  const after = {
    backfill: started.workflowId,
    ...checked.window,
    reason,
    mailboxes: checked.mailboxes?.length ?? 'all',
  };
  await means.audit.add({ by, via, action: 'backfill.start', connectorId, before: null, after });
  return started;
}

function refused(faults: readonly string[]): ArchiveError {
  return new ArchiveError('InvalidArgument', ['The backfill was not started:', ...faults].join('\n'), {
    nextStep: 'Correct what is named, then start it again.',
  });
}
