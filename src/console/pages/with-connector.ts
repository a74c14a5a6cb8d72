import { ArchiveError } from '../../domain/errors.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import type { ConsoleContext } from '../environment.js';
import { refusal } from '../refusal.js';

/** The connector that the address names; undefined where there is none. */
export async function connectorOf(c: ConsoleContext): Promise<ConnectorRecord | undefined> {
  return await findConnector(c, c.req.param('id') ?? '');
}

/** Undefined where there is none, or none any more. */
export async function findConnector(c: ConsoleContext, id: string): Promise<ConnectorRecord | undefined> {
  return await c.var.console.means.connectors.get(id).catch((error: unknown) => {
    if (error instanceof ArchiveError && error.code === 'ConnectorNotFound') return undefined;
    throw error;
  });
}

/** A page about the connector that the address names, or the one that says that there is none. */
export async function withConnector(
  c: ConsoleContext,
  show: (record: ConnectorRecord) => Promise<Response>,
): Promise<Response> {
  const record = await connectorOf(c);
  return record ? await show(record) : await refusal(c, 'notFound');
}
