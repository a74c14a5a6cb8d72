import type { AuditAction } from '../storage/audit.js';
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
  await means.temporalBackfills.pause(backfill.workflowId, { reason, by: actor.name });
  await note(means, actor, { action: 'backfill.pause', backfill, reason });
}

/** Rejects as `pauseBackfill`. */
export async function resumeBackfill(means: Means, actor: Actor, backfill: OpenBackfill): Promise<void> {
  await means.temporalBackfills.resume(backfill.workflowId, actor.name);
  await note(means, actor, { action: 'backfill.resume', backfill });
}

/** What it has archived stays. The days under way report within seconds. Rejects as `pauseBackfill`. */
export async function cancelBackfill(means: Means, actor: Actor, backfill: OpenBackfill): Promise<void> {
  await means.temporalBackfills.cancel(backfill.workflowId);
  await note(means, actor, { action: 'backfill.cancel', backfill });
}

interface Control {
  action: AuditAction;
  backfill: OpenBackfill;
  reason?: string;
}

async function note(
  { audit }: Means,
  { name: by, via }: Actor,
  { action, backfill: { connectorId, workflowId }, reason }: Control,
): Promise<void> {
  const after = { backfill: workflowId, ...(reason !== undefined && { reason }) };
  await audit.add({ by, via, action, connectorId, before: null, after });
}
