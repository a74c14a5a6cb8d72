import { ArchiveError } from '../../domain/errors.js';
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
