import { isDeepStrictEqual } from 'node:util';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import type { MappingVersion } from '../domain/mapping.js';
import { refuseDeleting, type ConnectorRecord } from '../storage/connectors.js';
import { auditedConnector } from './audited-connector.js';
import { decideMapping, type Decision, type WantedMapping } from './change-mapping.js';
import { namesOfGiven, type GivenSecrets } from './check-login.js';
import { refuseOthersSecrets, withNamesInForce } from './connector-secrets.js';
import type { NewConnector } from './create-connector.js';
import type { Judgement } from './judge-mapping.js';
import type { MappingRefusal } from './mapping-refusal.js';
import { audited, type Attempted } from './audited.js';
import { tryLogin } from './try-login.js';
import type { Actor, Means } from './means.js';
import { isSetUpSecret } from './set-up-secrets.js';
import { storeUpdate } from './store-update.js';

export interface ConnectorChange extends Omit<NewConnector, 'csv'>, GivenSecrets {
  /** As it was read before the change was thought out. */
  known: ConnectorRecord;
  /** A new mapping CSV; null leaves the installed one. */
  csv: Buffer | null;
}

/** What is now in force, or why the mapping is refused. `judgement` is null where the mapping stays as it was. */
export type Updated =
  | { refusal: MappingRefusal }
  | { refusal?: never; connector: Connector; mapping: MappingVersion; judgement: Judgement | null };

/** What a change does to the mapping; nothing is changed, and nobody logs in. Rejects as the judgement does. */
export async function previewUpdate(means: Means, change: ConnectorChange): Promise<Decision> {
  return await decideMapping(means, await wantedMapping(means, change), { ...change.choices, by: '' });
}

/**
 * Replaces a connector's settings and mapping. Of these, runs under way take the source alone: with their
 * next failed call, or when a worker starts.
 * Rejects with InvalidArgument where something differs that was fixed at creation or somebody else has changed the
 * connector since, with AccountMismatch where the login opens another account, and as login and mapping do.
 */
export async function updateConnector(means: Means, actor: Actor, change: ConnectorChange): Promise<Updated> {
  const { known } = change;
  const connector = inForce(change);
  const attempted: Attempted = {
    action: 'connector.update',
    connectorId: known.connector.id,
    before: auditedConnector(known),
    after: { ...auditedConnector({ ...known, connector }), ...replaced(change) },
  };
  return await audited(means, actor, attempted, async (entry) => {
    const updated = await update(means, actor, { ...change, connector });
    if (updated.refusal) entry.outcome = 'InvalidArgument';
    else entry.after = { ...auditedConnector({ ...known, ...updated }), ...replaced(change) };
    return updated;
  });
}

function inForce({ known, connector }: ConnectorChange): Connector {
  return { ...connector, source: withNamesInForce(connector.source, known.connector.source) };
}

async function update(means: Means, actor: Actor, change: ConnectorChange): Promise<Updated> {
  const { known, connector, choices } = change;
  refuseDeleting(known);
  refuseChanges(known.connector, connector);
  // The product gives other names to those that it has named.
  const overwritten = namesOfGiven(connector.source, change).filter((name) => !isSetUpSecret(name));
  await refuseOthersSecrets(means, connector, overwritten);
  const wanted = await wantedMapping(means, change);
  const decision = await decideMapping(means, wanted, { ...choices, by: actor.name });
  if (decision.refusal) return { refusal: decision.refusal };
  await checkAccount(means, actor, change);
  const mapping = await decision.store();
  const settings = { connector, account: known.account, mapping };
  const stored = await storeUpdate(means, { known, settings, given: change });
  await means.schedules.update(stored);
  return { connector: stored, mapping, judgement: decision.judgement };
}

/** Of secrets the audit log says that they are others now. */
function replaced({ password, decryptionKey }: GivenSecrets): Record<string, 'replaced'> {
  return { ...(password && { password: 'replaced' }), ...(decryptionKey && { decryptionKey: 'replaced' }) };
}

/** Who names no CSV leaves the installed one: another change may have put it there. */
async function wantedMapping(
  { connectors }: Means,
  { known: { mapping: current }, connector, csv }: ConnectorChange,
): Promise<WantedMapping> {
  const installed = current.csv && (await connectors.readMapping(current.csv.blob));
  return {
    connectorId: connector.id,
    rules: connector.mapping,
    csv: csv ?? installed,
    isInstalled: csv === null,
    current,
  };
}

/** Logs in only where something of the login is new. Rejects with AccountMismatch where it opens another account. */
async function checkAccount(
  means: Means,
  actor: Actor,
  { known, connector: { id, source }, password, decryptionKey }: ConnectorChange,
): Promise<void> {
  if (!password && !decryptionKey && isDeepStrictEqual(known.connector.source, source)) return;
  const secrets = { password, decryptionKey };
  const account = await tryLogin(means, actor, { source, secrets, connectorId: id });
  if (account !== known.account)
    throw new ArchiveError('AccountMismatch', 'The login belongs to another TeleMessage account.');
}

function refuseChanges(known: Connector, given: Connector): void {
  if (given.id !== known.id)
    throw new ArchiveError('InvalidArgument', `The file is for connector ${given.id}, not ${known.id}.`);
  if (given.schedule.start !== known.schedule.start) {
    throw new ArchiveError('InvalidArgument', 'schedule.start was fixed when the connector was created.', {
      nextStep: 'Leave it out, and use `backfill` for earlier days.',
    });
  }
  if (given.source.product !== known.source.product) {
    throw new ArchiveError('InvalidArgument', 'source.product cannot change.', {
      nextStep: 'Create a connector for the other product.',
    });
  }
}
