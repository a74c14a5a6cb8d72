import { connectorFileOf } from '../connector-file.js';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import type { MappingVersion } from '../domain/mapping.js';
import type { Secret } from '../secret.js';
import { loginSecret } from '../sources/open-source.js';
import { ensureSearchAttributes } from '../temporal/search-attributes.js';
import { auditedConnector } from './audited-connector.js';
import { namesOfGiven } from './check-login.js';
import { decideMapping } from './change-mapping.js';
import { refuseOthersSecrets } from './connector-secrets.js';
import type { Judgement } from './judge-mapping.js';
import type { MappingChoices, MappingRefusal } from './mapping-refusal.js';
import { audited } from './audited.js';
import { tryLogin } from './try-login.js';
import type { Actor, Means } from './means.js';

export interface NewConnector {
  connector: Connector;
  /** Its mapping CSV; null for none. */
  csv: Buffer | null;
  /** For the secret of its login; undefined where the store has it already. */
  password: Secret | undefined;
  choices: MappingChoices;
}

export interface ConnectorToCreate extends NewConnector {
  /** The id of the set-up that it comes from: the audit log names it beside the terms, too. */
  setUp?: string;
  /** Called once every check has passed; where it rejects nothing is made. */
  beforeStoring?: () => Promise<void>;
}

/** What was made, or why its mapping keeps it from being made. `judgement` is null where the mapping says nothing new. */
export type Created =
  | { refusal: MappingRefusal }
  | { refusal?: never; account: string; mapping: MappingVersion; judgement: Judgement | null };

/**
 * Checks, stores and schedules a connector: nothing is made where a check or the schedule fails. Rejects with
 * ConnectorExists or AccountTaken, and as the login and the mapping do.
 */
export async function createConnector(
  means: Means,
  actor: Actor,
  wanted: ConnectorToCreate,
): Promise<Created> {
  const { id: connectorId } = wanted.connector;
  const further = wanted.setUp === undefined ? {} : { setUp: wanted.setUp };
  const after = { ...connectorFileOf(wanted.connector), ...further };
  return await audited(means, actor, { action: 'connector.create', connectorId, after }, async (entry) => {
    const created = await create(means, actor, wanted);
    if (created.refusal) entry.outcome = 'InvalidArgument';
    else entry.after = { ...auditedConnector({ connector: wanted.connector, ...created }), ...further };
    return created;
  });
}

async function create(
  means: Means,
  actor: Actor,
  { connector, csv, password, choices, beforeStoring }: ConnectorToCreate,
): Promise<Created> {
  await refuseExisting(means, connector.id);
  await refuseOthersSecrets(means, connector, namesOfGiven(connector.source, { password }));
  const wanted = { connectorId: connector.id, rules: connector.mapping, csv };
  const decision = await decideMapping(means, wanted, { ...choices, by: actor.name });
  if (decision.refusal) return { refusal: decision.refusal };
  const { source } = connector;
  const login = { source, secrets: { password }, connectorId: connector.id };
  const account = await tryLogin(means, actor, login);
  await ensureSearchAttributes(means.client.connection.operatorService, means.client.options.namespace);
  await means.connectors.checkAccount({ connector, account });
  const settings = { connector, account, mapping: await decision.store() };
  await beforeStoring?.();
  await means.connectors.create(settings, new Date().toISOString());
  await startOrUndo(means, { connector, password });
  return { account, mapping: settings.mapping, judgement: decision.judgement };
}

/** A connector without password or schedule would look as if it ran. */
async function startOrUndo(
  { connectors, secrets, schedules }: Means,
  { connector, password }: Pick<NewConnector, 'connector' | 'password'>,
): Promise<void> {
  try {
    if (password) await secrets.write(loginSecret(connector.source), password);
    await schedules.create(connector);
  } catch (error) {
    await connectors.undoCreate(connector.id);
    // Its answer may have been lost: a schedule without a connector would keep this id from ever being used.
    const isOthers = error instanceof ArchiveError && error.code === 'ConnectorExists';
    if (!isOthers) await schedules.delete(connector.id).catch(() => undefined);
    throw error;
  }
}

async function refuseExisting({ connectors }: Means, id: string): Promise<void> {
  const known = await connectors.list();
  if (known.some(({ connector }) => connector.id === id))
    throw new ArchiveError('ConnectorExists', `Connector ${id} exists already.`);
}
