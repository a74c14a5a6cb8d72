import type { PauseFlag } from '../domain/pause.js';
import type { StartedRun } from '../temporal/schedules.js';
import { withContext, type CliContext } from './context.js';
import { findReport } from '../operations/report.js';
import { runConnector } from '../operations/run-connector.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { actorOf } from './mapping-options.js';
import { pausedResult } from './paused-result.js';
import { runResult } from './report.js';
import { waitForRun, waitForStart } from './wait-for-run.js';

/** Triggers the schedule: a daily run up to now, after the one in progress if there is one. A paused connector starts none. */
export async function connectorRun(
  id: string,
  options: GlobalOptions & { wait?: boolean },
): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const asked = await runConnector(context, actorOf({}), id);
    if (asked.pause) return pausedConnector(id, asked.pause);
    if (options.wait) return await waited(context, id, asked.find);
    const text = `Asked for a run of ${id}. See it with: whatsapp-archiver runs ${id}`;
    return { exitCode: 0, json: { id, triggered: true }, text };
  });
}

async function waited(
  context: CliContext,
  id: string,
  find: () => Promise<StartedRun | undefined>,
): Promise<CommandResult> {
  const pauseOf = async (): Promise<PauseFlag | undefined> => {
    const flag = await context.schedules.readPause(id);
    return flag?.isPaused ? flag : undefined;
  };
  const findOrPause = async (): Promise<StartedRun | PauseFlag | undefined> =>
    (await find()) ?? (await pauseOf());
  const run = await waitForStart(findOrPause, `whatsapp-archiver runs ${id}`);
  // It waits behind another one, which has paused meanwhile.
  if ('isPaused' in run) return pausedConnector(id, run);
  const pause = await waitForRun(context, run, `whatsapp-archiver report ${run.workflowId}`);
  return pause
    ? pausedResult({ what: run.workflowId, ...pause, resume: resumeOf(id) })
    : runResult(await findReport(context, run.runId));
}

function pausedConnector(id: string, { note }: PauseFlag): CommandResult {
  return pausedResult({ what: `connector ${id}`, note, resume: resumeOf(id) });
}

function resumeOf(id: string): string {
  return `connector resume ${id}`;
}
