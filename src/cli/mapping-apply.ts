import { withContext } from './context.js';
import { applyMapping } from '../operations/mapping-apply.js';
import { findReport } from '../operations/report.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { actorOf } from './mapping-options.js';
import { pausedResult } from './paused-result.js';
import { runResult } from './report.js';
import { waitForRun } from './wait-for-run.js';

/** Imports, from staging, what was left for want of a mailbox and now has one, and all else that earlier runs left open. */
export async function mappingApply(
  id: string,
  options: GlobalOptions & { wait?: boolean },
): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const run = await applyMapping(context, actorOf({}), id);
    const lookAt = `whatsapp-archiver report ${run.workflowId}`;
    if (!options.wait) {
      const text = `Started ${run.workflowId}.\nSee what it does with: ${lookAt}`;
      return { exitCode: 0, json: { id, run: run.workflowId }, text };
    }
    const pause = await waitForRun(context, run, lookAt);
    if (pause) return pausedResult({ what: run.workflowId, ...pause, resume: `connector resume ${id}` });
    return runResult(await findReport(context, run.runId));
  });
}
