import { isDeepStrictEqual } from 'node:util';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import type { MappingVersion } from '../domain/mapping.js';
import type { Secret } from '../secret.js';
import { loginSecret } from '../sources/open-source.js';
import type { ConnectorRecord } from '../storage/connectors.js';
import { decideMapping, type WantedMapping } from './change-mapping.js';
import { refuseBothFromStdin, secretsWith, type ConnectorFileOptions } from './connector-create.js';
import { checkLogin, readConnectorInput, readPassword, type ConnectorInput } from './connector-input.js';
import { exitCodeOfChange, judgementJson, type Judgement } from './judge-mapping.js';
import { changeText } from './mapping-text.js';
import { withContext, type CliContext } from './context.js';
import type { CommandResult, GlobalOptions } from './command.js';

/** Replaces a connector's settings and mapping. Of these, runs under way take the source alone: with their next failed call, or when a worker starts. */
export async function connectorUpdate(
  id: string,
  options: GlobalOptions & ConnectorFileOptions,
): Promise<CommandResult> {
  refuseBothFromStdin(options);
  return await withContext(options, async (context) => {
    const known = await context.connectors.get(id);
    // Where the file leaves schedule.start to its default, the connector's own is meant: it was fixed when it was created.
    const start = dayAfter(known.connector.schedule.start);
    const input = await readConnectorInput(options.file, start);
    const { connector } = input;
    refuseChanges(known.connector, connector);
    const wanted = await wantedMapping(context, known, input);
    const decision = await decideMapping(context, wanted, options);
    if (decision.refusal) return decision.refusal;
    const password = options.passwordStdin ? await readPassword() : undefined;
    await checkAccount(context, known, { connector, password });
    if (password) await context.secrets.write(loginSecret(connector.source), password);
    const mapping = await decision.store();
    await context.connectors.update({ connector, account: known.account, mapping }, known.etag);
    await context.schedules.update(connector);
    return updated(id, mapping, decision.judgement);
  });
}

/** A file that names no CSV leaves the installed one: `mapping set` may have put it there. */
async function wantedMapping(
  { connectors }: CliContext,
  { mapping: current }: ConnectorRecord,
  { connector, csv }: ConnectorInput,
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
  { secrets }: CliContext,
  known: ConnectorRecord,
  { connector, password }: { connector: Connector; password: Secret | undefined },
): Promise<void> {
  if (!password && isDeepStrictEqual(known.connector.source, connector.source)) return;
  const account = await checkLogin(connector, secretsWith(connector, password, secrets));
  if (account !== known.account)
    throw new ArchiveError('AccountMismatch', 'The login belongs to another TeleMessage account.');
}

function dayAfter(instant: string): Date {
  return new Date(Date.parse(instant) + 24 * 3_600_000);
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

function updated(id: string, mapping: MappingVersion, judgement: Judgement | null): CommandResult {
  const text = [
    `Updated connector ${id}. The next run uses it; one that waits for its source goes on with the new one.`,
    ...(judgement ? [changeText(id, mapping, judgement)] : []),
  ];
  return {
    exitCode: exitCodeOfChange(judgement),
    json: { id, updated: true, mapping, ...judgementJson(judgement) },
    text: text.join('\n'),
  };
}
