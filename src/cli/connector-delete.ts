import { withContext } from './context.js';
import type { CommandResult, GlobalOptions } from './command.js';

/** Removes schedule and settings, never archived mail or evidence. */
export async function connectorDelete(id: string, options: GlobalOptions): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const { watermark } = await context.connectors.get(id);
    await context.schedules.delete(id);
    await context.connectors.delete(id);
    // A worker that starts makes schedules again that are missing; this one it may have missed in between.
    await context.schedules.delete(id);
    return {
      exitCode: 0,
      json: { id, deleted: true, watermark },
      text: [
        `Deleted connector ${id}: its schedule and settings. Archived mail, staging and reports stay.`,
        `What was archived at the source before ${watermark} is accounted for. Made again, it goes on there with`,
        `"schedule": { "start": "${watermark}" } in its file; without that, 24 hours before it is made.`,
      ].join('\n'),
    };
  });
}
