import type { StartedRun } from '../temporal/schedules.js';
import { withContext, type CliContext } from './context.js';
import { findReport } from './find-report.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { pausedResult } from './paused-result.js';
import { runResult } from './report.js';
import { waitForRun, waitForStart } from './wait-for-run.js';

/** Triggers the schedule: a daily run up to now, after the one in progress if there is one. A paused connector starts none. */
export async function connectorRun(
  id: string,
  options: GlobalOptions & { wait?: boolean },
): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    await context.connectors.get(id);
    const { isPaused, note } = await context.schedules.readPause(id);
    if (isPaused) return pausedResult({ what: `connector ${id}`, note, resume: `connector resume ${id}` });
    const started = await context.schedules.trigger(id);
    if (options.wait) return await waited(context, id, started);
    const text = `Asked for a run of ${id}. See it with: whatsapp-archiver runs ${id}`;
    return { exitCode: 0, json: { id, triggered: true }, text };
  });
}

async function waited(
  context: CliContext,
  id: string,
  find: () => Promise<StartedRun | undefined>,
): Promise<CommandResult> {
  const findOrPause = async (): Promise<StartedRun | 'paused' | undefined> =>
    (await find()) ?? ((await context.schedules.readPause(id)).isPaused ? 'paused' : undefined);
  const run = await waitForStart(findOrPause, `whatsapp-archiver runs ${id}`);
  const resume = `connector resume ${id}`;
  // It waits behind another one, which has paused meanwhile.
  if (run === 'paused')
    return pausedResult({ what: `connector ${id}`, ...(await context.schedules.readPause(id)), resume });
  const pause = await waitForRun(context, run, `whatsapp-archiver report ${run.workflowId}`);
  return pause
    ? pausedResult({ what: run.workflowId, ...pause, resume })
    : runResult(await findReport(context, run.runId));
}
