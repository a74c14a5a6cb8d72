import { ArchiveError } from '../domain/errors.js';
import { temporalError } from '../temporal/connect.js';
import type { AuditEntry } from '../storage/audit.js';
import type { Actor, Means } from './means.js';

/** What somebody wants to do; `before` and `after` may be filled in as they become known. */
export interface Attempted extends Pick<AuditEntry, 'action' | 'connectorId'> {
  before?: unknown;
  after?: unknown;
  /** Where a change that resolves was refused all the same. */
  outcome?: string;
}

/**
 * Makes a change and writes it to the audit log, however it ends: also one that was refused, or that broke off halfway.
 * Rejects as the change does, and as storage does where a change that was made cannot be written down.
 */
export async function audited<T>(
  { audit }: Pick<Means, 'audit'>,
  actor: Actor,
  attempted: Attempted,
  change: (attempted: Attempted) => Promise<T>,
): Promise<T> {
  const write = async (outcome: string): Promise<void> => {
    const { before = null, after = null } = attempted;
    await audit.add({ ...asAudited(actor), ...attempted, before, after, outcome });
  };
  let changed: T;
  try {
    changed = await change(attempted);
  } catch (error) {
    // What went wrong first is what somebody has to know.
    await write(codeOf(error)).catch(() => undefined);
    throw error;
  }
  await write(attempted.outcome ?? 'done');
  return changed;
}

/** Whom an entry of the audit log names. Pure. */
export function asAudited({ name: by, id, via }: Actor): Pick<AuditEntry, 'by' | 'byId' | 'via'> {
  return { by, via, ...(id !== undefined && { byId: id }) };
}

function codeOf(error: unknown): string {
  const known = temporalError(error) ?? error;
  return known instanceof ArchiveError ? known.code : 'Unexpected';
}
