import type { Connector } from '../domain/connector.js';
import { createConnector, type Created } from '../operations/create-connector.js';
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
import { judgementText, mappingText } from './mapping-text.js';

/** Checks, stores and schedules a connector: nothing is made where a check or the schedule fails. */
export async function connectorCreate(options: GlobalOptions & ConnectorFileOptions): Promise<CommandResult> {
  refuseBothFromStdin(options);
  const { connector, csv } = await readConnectorInput(options.file, new Date());
  const password = options.passwordStdin ? await readPassword() : undefined;
  const actor = actorOf(options);
  return await withContext(options, async (context) => {
    const wanted = { connector, csv, password, choices: options };
    const made = await createConnector(context, actor, wanted);
    return made.refusal ? refusedMapping(made.refusal) : created(connector, made);
  });
}

function created(
  connector: Connector,
  { account, mapping, judgement }: Exclude<Created, { refusal: object }>,
): CommandResult {
  const { cron, timezone, start } = connector.schedule;
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
