import type { AuditAction } from '../storage/audit.js';
import { audited, type Attempted } from './audited.js';
import type { Actor, Means } from './means.js';
import { refuseNoReason } from './pause-connector.js';

/** A backfill under way, by its workflow id. */
export interface OpenBackfill {
  connectorId: string | null;
  workflowId: string;
}

/** Of the backfill alone: the connector's daily runs go on. Rejects with RunNotFound where it has ended. */
export async function pauseBackfill(
  means: Means,
  actor: Actor,
  { reason, ...backfill }: OpenBackfill & { reason: string },
): Promise<void> {
  refuseNoReason(reason);
  await audited(means, actor, attempted('backfill.pause', backfill, reason), async () => {
    await means.temporalBackfills.pause(backfill.workflowId, { reason, by: actor.name });
  });
}

/** Rejects as `pauseBackfill`. */
export async function resumeBackfill(means: Means, actor: Actor, backfill: OpenBackfill): Promise<void> {
  await audited(means, actor, attempted('backfill.resume', backfill), async () => {
    await means.temporalBackfills.resume(backfill.workflowId, actor.name);
  });
}

/** What it has archived stays. The days under way report within seconds. Rejects as `pauseBackfill`. */
export async function cancelBackfill(means: Means, actor: Actor, backfill: OpenBackfill): Promise<void> {
  await audited(means, actor, attempted('backfill.cancel', backfill), async () => {
    await means.temporalBackfills.cancel(backfill.workflowId);
  });
}

function attempted(
  action: AuditAction,
  { connectorId, workflowId }: OpenBackfill,
  reason?: string,
): Attempted {
  return { action, connectorId, after: { backfill: workflowId, ...(reason !== undefined && { reason }) } };
}
