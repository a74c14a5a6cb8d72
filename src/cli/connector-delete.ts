import { ArchiveError } from '../domain/errors.js';
import { withContext, type CliContext } from './context.js';
import type { CommandResult, GlobalOptions } from './command.js';

/** Removes schedule and settings, never archived mail or evidence. Rejects with InvalidArgument while anything of it is under way. */
export async function connectorDelete(id: string, options: GlobalOptions): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const { watermark } = await context.connectors.get(id);
    await refuseOpen(context, id);
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

/** A run that is paused would wait for somebody who can no longer resume it, and any other for settings that are gone. */
async function refuseOpen({ temporalRuns, temporalBackfills }: CliContext, id: string): Promise<void> {
  const runs = (await temporalRuns.openRuns(id)).map(({ workflowId }) => workflowId);
  const open = [...(await temporalBackfills.open(id)), ...runs];
  if (open.length === 0) return;
  throw new ArchiveError(
    'InvalidArgument',
    [`Connector ${id} is at work: ${open.length}.`, ...open].join('\n'),
    {
      nextStep:
        'Wait until they have ended, or cancel them while a worker runs: a backfill with `backfill cancel ID`, a run with `temporal workflow cancel -w ID`.',
    },
  );
}
