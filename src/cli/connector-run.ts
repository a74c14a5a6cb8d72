import { withContext, type CliContext } from './context.js';
import { findReport } from './find-report.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { runResult } from './report.js';
import { waitForRun, waitForStart } from './wait-for-run.js';

/** Triggers the schedule: a daily run up to now, after the one in progress if there is one. */
export async function connectorRun(
  id: string,
  options: GlobalOptions & { wait?: boolean },
): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    await context.connectors.get(id);
    const started = await context.schedules.trigger(id);
    if (!options.wait) {
      const text = `Asked for a run of ${id}. See it with: whatsapp-archiver runs ${id}`;
      return { exitCode: 0, json: { id, triggered: true }, text };
    }
    const run = await waitForStart(started, `whatsapp-archiver runs ${id}`);
    await waitForRun(context, run, `whatsapp-archiver report ${run.workflowId}`);
    return runResult(await findReport(context, run.runId));
  });
}

/** After the cause of a pause has been mended: forgets the refused password, unpauses, and starts a run. */
export async function connectorResume(id: string, options: GlobalOptions): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    await context.connectors.get(id);
    await resume(context, id);
    return {
      exitCode: 0,
      json: { id, resumed: true },
      text: `Resumed connector ${id}; a run has been asked for.`,
    };
  });
}

async function resume({ connectors, schedules }: CliContext, id: string): Promise<void> {
  await connectors.clearRefusal(id);
  await schedules.resume(id, 'Resumed from the command line');
  await schedules.trigger(id);
}
