import { deleteConnector, keptSecrets } from '../operations/delete-connector.js';
import { withContext } from './context.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { actorOf } from './mapping-options.js';

/** Removes schedule and settings, never archived mail or evidence. Rejects with InvalidArgument while anything of it is under way. */
export async function connectorDelete(id: string, options: GlobalOptions): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const { connector } = await context.connectors.get(id);
    const kept = await keptSecrets(context, connector);
    const watermark = await deleteConnector(context, actorOf({}), id);
    return {
      exitCode: 0,
      json: { id, deleted: true, watermark },
      text: [
        `Deleted connector ${id}: its schedule and settings. Archived mail, staging and reports stay.`,
        ...kept.map((name) => `The secret ${name} stays in the secret store.`),
        `What was archived at the source before ${watermark} is accounted for. Made again, it goes on there with`,
        `"schedule": { "start": "${watermark}" } in its file; without that, 24 hours before it is made.`,
      ].join('\n'),
    };
  });
}
