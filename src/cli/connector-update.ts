import { withoutNewPassword } from '../operations/connector-secrets.js';
import { updateConnector, type Updated } from '../operations/update-connector.js';
import type { CommandResult, GlobalOptions } from './command.js';
import {
  readConnectorInput,
  readPassword,
  refuseBothFromStdin,
  type ConnectorFileOptions,
} from './connector-input.js';
import { withContext } from './context.js';
import { exitCodeOfChange, judgementJson } from './judgement-result.js';
import { actorOf } from './mapping-options.js';
import { refusedMapping } from './mapping-refusal.js';
import { changeText } from './mapping-text.js';

/** Replaces a connector's settings and mapping. Of these, runs under way take the source alone: with their next failed call, or when a worker starts. */
export async function connectorUpdate(
  id: string,
  options: GlobalOptions & ConnectorFileOptions,
): Promise<CommandResult> {
  refuseBothFromStdin(options);
  const actor = actorOf(options);
  return await withContext(options, async (context) => {
    const known = await context.connectors.get(id);
    // Where the file leaves schedule.start to its default, the connector's own is meant: it was fixed when it was created.
    const start = dayAfter(known.connector.schedule.start);
    const { connector, csv } = await readConnectorInput(options.file, start);
    const password = options.passwordStdin ? await readPassword() : undefined;
    const change = { known, connector, csv, password, choices: options };
    const made = await updateConnector(context, actor, change);
    if (made.refusal) return refusedMapping(made.refusal);
    const sameLogin = password ? await withoutNewPassword(context, made.connector) : [];
    return updateResult(id, { ...made, sameLogin: sameLogin.map((each) => each.id) });
  });
}

function dayAfter(instant: string): Date {
  return new Date(Date.parse(instant) + 24 * 3_600_000);
}

interface Told extends Exclude<Updated, { refusal: object }> {
  /** Ids of connectors that have the same login and not the new password yet. */
  sameLogin: readonly string[];
}

/** Pure. */
export function updateResult(id: string, { mapping, judgement, sameLogin }: Told): CommandResult {
  const text = [
    `Updated connector ${id}. The next run uses it; one that waits for its source goes on with the new one.`,
    ...sameLogin.map(
      (other) =>
        `Connector ${other} has the same login, and not the new password yet. Give it to that one, too: whatsapp-archiver connector update ${other} --file F --password-stdin`,
    ),
    ...(judgement ? [changeText(id, mapping, judgement)] : []),
  ];
  return {
    exitCode: exitCodeOfChange(judgement),
    json: { id, updated: true, mapping, sameLogin, ...judgementJson(judgement) },
    text: text.join('\n'),
  };
}
