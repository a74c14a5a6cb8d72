import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { secretNames } from '../sources/open-source.js';
import { auditedConnector } from './audited-connector.js';
import { audited } from './audited.js';
import type { Actor, Means } from './means.js';
import { secretsIdOf } from './connector-secrets.js';
import { draftSecret, isSetUpSecret, removeUnused } from './set-up-secrets.js';

/**
 * Removes schedule, settings, and the secrets that the product has named for it; never archived mail or evidence. Where
 * it broke off it is called again: the settings go last, for by them the rest is found.
 * Resolves to the watermark it had. Rejects with ConnectorNotFound, and with InvalidArgument while anything of it is under
 * way.
 */
export async function deleteConnector(means: Means, actor: Actor, connectorId: string): Promise<string> {
  const record = await means.connectors.get(connectorId);
  const { watermark } = record;
  const before = { ...auditedConnector(record), watermark };
  await audited(means, actor, { action: 'connector.delete', connectorId, before }, async () => {
    await refuseOpen(means, connectorId);
    const { connector } = await means.connectors.beginDelete(connectorId);
    await means.schedules.delete(connectorId);
    await removeSecretsOf(means, connector);
    await means.connectors.delete(connectorId);
    // A worker that starts makes schedules again that are missing; this one it may have missed in between.
    await means.schedules.delete(connectorId);
  });
  return watermark;
}

/** Also those that a change which broke off has left. */
async function removeSecretsOf(means: Means, connector: Connector): Promise<void> {
  const ours = await means.secrets.names(draftSecret({ id: secretsIdOf(connector) }));
  await removeUnused(means, [...secretNames(connector.source), ...ours], connector.id);
}

/** Its secrets that stay in the store: whoever wrote a connector file chose their names, and others may use them too. */
export async function keptSecrets(
  { connectors }: Pick<Means, 'connectors'>,
  { id, source }: Connector,
): Promise<string[]> {
  const others = (await connectors.list()).filter(({ connector }) => connector.id !== id);
  const used = others.flatMap(({ connector }) => secretNames(connector.source));
  return secretNames(source).filter((name) => !isSetUpSecret(name) || used.includes(name));
}

/** A run that is paused would wait for somebody who can no longer resume it, and any other for settings that are gone. */
async function refuseOpen({ temporalRuns, temporalBackfills }: Means, id: string): Promise<void> {
  const runs = (await temporalRuns.openRuns(id)).map(({ workflowId }) => workflowId);
  const open = [...(await temporalBackfills.open(id)), ...runs];
  if (open.length === 0) return;
  throw new ArchiveError(
    'InvalidArgument',
    [`Connector ${id} is at work: ${open.length}.`, ...open].join('\n'),
    {
      nextStep:
        'Wait until they have ended, or cancel them while a worker runs: a backfill with `backfill cancel ID`, a run with `temporal workflow cancel -w ID`.',
    },
  );
}
