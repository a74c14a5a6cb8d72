import { isDeepStrictEqual } from 'node:util';
import { ArchiveError } from '../domain/errors.js';
import type { Connector } from '../domain/connector.js';
import type { ConnectorRecord } from '../storage/connectors.js';
import { decideMapping } from './change-mapping.js';
import { checkLogin, readConnectorInput, readPassword } from './connector-input.js';
import { secretsWith, refuseBothFromStdin, type ConnectorFileOptions } from './connector-create.js';
import { exitCodeOfChange, judgementJson } from './judge-mapping.js';
import { changeText } from './mapping-text.js';
import { loginSecret } from '../sources/open-source.js';
import { withContext, type CliContext } from './context.js';
import type { CommandResult, GlobalOptions } from './command.js';

/** Replaces a connector's settings and mapping. Of these, runs under way take the source alone, once their own fails. */
export async function connectorUpdate(
  id: string,
  options: GlobalOptions & ConnectorFileOptions,
): Promise<CommandResult> {
  refuseBothFromStdin(options);
  return await withContext(options, async (context) => {
    const known = await context.connectors.get(id);
    // Where the file leaves schedule.start to its default, the connector's own is meant: it was fixed when it was created.
    const { connector, csv } = await readConnectorInput(
      options.file,
      dayAfter(known.connector.schedule.start),
    );
    refuseChanges(known.connector, connector);
    const decision = await decideMapping(
      context,
      {
        connectorId: id,
        rules: connector.mapping,
        csv: csv ?? (await installedCsv(context, known)),
        isInstalled: csv === null,
        current: known.mapping,
      },
      options,
    );
    if (decision.refusal) return decision.refusal;
    const password = options.passwordStdin ? await readPassword() : undefined;
    if (password || !isDeepStrictEqual(known.connector.source, connector.source)) {
      const account = await checkLogin(connector, secretsWith(connector, password, context.secrets));
      if (account !== known.account)
        throw new ArchiveError('AccountMismatch', 'The login belongs to another TeleMessage account.');
    }
    if (password) await context.secrets.write(loginSecret(connector.source), password);
    const mapping = await decision.store();
    await context.connectors.update({ connector, account: known.account, mapping }, known.etag);
    await context.schedules.update(connector);
    const { judgement } = decision;
    return {
      exitCode: exitCodeOfChange(judgement),
      json: { id, updated: true, mapping, ...judgementJson(judgement) },
      text: [
        `Updated connector ${id}. The next run uses it; one that waits for its source goes on with the new one.`,
        ...(judgement ? [changeText(id, mapping, judgement)] : []),
      ].join('\n'),
    };
  });
}

/** A file that names no CSV leaves the installed one: `mapping set` may have put it there. */
async function installedCsv(
  { connectors }: CliContext,
  { mapping: { csv } }: ConnectorRecord,
): Promise<Buffer | null> {
  return csv && (await connectors.readMapping(csv.blob));
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
