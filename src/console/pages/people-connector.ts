import { ArchiveError } from '../../domain/errors.js';
import type { Actor } from '../../operations/means.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import type { ConsoleContext } from '../environment.js';

/** The connector that the address names; undefined where there is none. */
export async function connectorOf(c: ConsoleContext): Promise<ConnectorRecord | undefined> {
  return await c.var.console.means.connectors.get(c.req.param('id') ?? '').catch((error: unknown) => {
    if (error instanceof ArchiveError && error.code === 'ConnectorNotFound') return undefined;
    throw error;
  });
}

export function peoplePath(connectorId: string): string {
  return `/connectors/${encodeURIComponent(connectorId)}/people`;
}

/** Who looks, as the audit log names them: only who may is let through to what changes something. */
export function actorOf(c: ConsoleContext): Actor {
  return { name: c.var.user?.name ?? '', via: 'console' };
}
