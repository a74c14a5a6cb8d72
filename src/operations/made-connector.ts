import type { ConnectorRecord } from '../storage/connectors.js';
import type { Draft } from '../storage/drafts.js';
import { asAudited } from './audited.js';
import { auditedConnector } from './audited-connector.js';
import type { Actor, Means } from './means.js';
import { isOfSetUp } from './set-up-secrets.js';

/** The connector that was made of a set-up, also once the set-up has gone. */
export async function connectorOf(
  { connectors }: Pick<Means, 'connectors'>,
  draft: Pick<Draft, 'id'>,
): Promise<ConnectorRecord | undefined> {
  return (await connectors.list()).find(({ connector }) => isOfSetUp(connector.source, draft));
}

/** The same, made whole: after a crash its schedule or the entry in the audit log may be missing. */
export async function wholeConnectorOf(
  means: Means,
  actor: Actor,
  draft: Pick<Draft, 'id'>,
): Promise<{ id: string } | undefined> {
  const record = await connectorOf(means, draft);
  if (record === undefined) return undefined;
  const { id } = record.connector;
  if (record.deletingAt !== undefined) return { id };
  await means.schedules.createMissing([record.connector]);
  if (!(await isAudited(means, record))) {
    const after = { ...auditedConnector(record), setUp: draft.id };
    const entry = { action: 'connector.create', connectorId: id, before: null, after } as const;
    await means.audit.add({ ...asAudited(actor), ...entry });
  }
  return { id };
}

async function isAudited(
  { audit }: Pick<Means, 'audit'>,
  { connector, createdAt }: ConnectorRecord,
): Promise<boolean> {
  const entries = await audit.list(
    1,
    ({ action, connectorId, at, outcome }) =>
      action === 'connector.create' && outcome === 'done' && connectorId === connector.id && at >= createdAt,
  );
  return entries.length > 0;
}
