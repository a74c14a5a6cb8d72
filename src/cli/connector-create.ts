import { versionOf, type SecretReader } from '../secrets.js';
import type { Secret } from '../secret.js';
import { ArchiveError } from '../domain/errors.js';
import type { Connector } from '../domain/connector.js';
import { ensureSearchAttributes } from '../temporal/search-attributes.js';
import type { MappingVersion } from '../domain/mapping.js';
import { decideMapping, type MappingOptions } from './change-mapping.js';
import { checkLogin, readConnectorInput, readPassword } from './connector-input.js';
import { exitCodeOfChange, judgementJson, type Judgement } from './judge-mapping.js';
import { judgementText, mappingText } from './mapping-text.js';
import { loginSecret } from '../sources/open-source.js';
import { withContext, type CliContext } from './context.js';
import type { CommandResult, GlobalOptions } from './command.js';

export interface ConnectorFileOptions extends MappingOptions {
  file: string;
  passwordStdin?: boolean;
}

/** Checks, stores and schedules a connector: nothing is made where a check or the schedule fails. */
export async function connectorCreate(options: GlobalOptions & ConnectorFileOptions): Promise<CommandResult> {
  refuseBothFromStdin(options);
  const { connector, csv } = await readConnectorInput(options.file, new Date());
  const password = options.passwordStdin ? await readPassword() : undefined;
  return await withContext(options, async (context) => {
    await refuseExisting(context, connector.id);
    const wanted = { connectorId: connector.id, rules: connector.mapping, csv };
    const decision = await decideMapping(context, wanted, options);
    if (decision.refusal) return decision.refusal;
    const account = await checkLogin(connector, secretsWith(connector, password, context.secrets));
    await ensureSearchAttributes(context.client.connection.operatorService, context.client.options.namespace);
    await context.connectors.checkAccount({ connector, account });
    const mapping = await decision.store();
    await context.connectors.create({ connector, account, mapping }, new Date().toISOString());
    await startOrUndo(context, { connector, password });
    return created(connector, { account, mapping, judgement: decision.judgement });
  });
}

/** A connector without password or schedule would look as if it ran. */
async function startOrUndo(
  { connectors, secrets, schedules }: CliContext,
  { connector, password }: { connector: Connector; password: Secret | undefined },
): Promise<void> {
  try {
    if (password) await secrets.write(loginSecret(connector.source), password);
    await schedules.create(connector);
  } catch (error) {
    await connectors.delete(connector.id);
    throw error;
  }
}

export function refuseBothFromStdin({ file, passwordStdin }: ConnectorFileOptions): void {
  if (file === '-' && passwordStdin) {
    throw new ArchiveError(
      'InvalidArgument',
      'Standard input cannot be both the connector file and the password.',
    );
  }
}

async function refuseExisting({ connectors }: CliContext, id: string): Promise<void> {
  const known = await connectors.list();
  if (known.some(({ connector }) => connector.id === id))
    throw new ArchiveError('ConnectorExists', `Connector ${id} exists already.`);
}

/** The password just given, before it is stored: it is kept only if the login works. Other secrets are where they always are. */
export function secretsWith(
  { source }: Connector,
  password: Secret | undefined,
  stored: SecretReader,
): SecretReader {
  if (password === undefined) return stored;
  return {
    read: async (name) =>
      name === loginSecret(source)
        ? { value: password, version: await versionOf(name, password.reveal()) }
        : await stored.read(name),
  };
}

function created(
  connector: Connector,
  made: { account: string; mapping: MappingVersion; judgement: Judgement | null },
): CommandResult {
  const { cron, timezone, start } = connector.schedule;
  const { account, mapping, judgement } = made;
  const { id, schedule } = connector;
  return {
    exitCode: exitCodeOfChange(judgement),
    json: { id, account, created: true, schedule, mapping, ...judgementJson(judgement) },
    text: [
      `Created connector ${id} (${connector.displayName}).`,
      `It runs at "${cron}" ${timezone}; the first run takes what was archived since ${start}.`,
      `Its mapping is version ${mapping.version}: ${mappingText(mapping)}.`,
      ...(judgement ? judgementText(judgement, mapping.rules) : []),
      `Start it now with: whatsapp-archiver connector run ${id} --wait`,
    ].join('\n'),
  };
}
