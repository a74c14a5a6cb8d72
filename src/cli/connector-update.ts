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
    return made.refusal ? refusedMapping(made.refusal) : updated(id, made);
  });
}

function dayAfter(instant: string): Date {
  return new Date(Date.parse(instant) + 24 * 3_600_000);
}

function updated(id: string, { mapping, judgement }: Exclude<Updated, { refusal: object }>): CommandResult {
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
