import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { sleep, startChild, workflowInfo, type ChildWorkflowHandle } from '@temporalio/workflow';
import type { CheckedBackfill } from '../domain/backfill-input.js';
import type { Window } from '../domain/window.js';
import { connectorRun } from './connector-run.js';
import { dayTexts } from './static-texts.js';

/** Behind the daily runs, which people wait for: 1 is served first, 3 is the default. */
const BACKFILL_PRIORITY = 4;
const FIRST_WAIT_MS = 30_000;
/** Each try costs events of a history that must not grow without end. */
const MAX_WAIT_MS = 300_000;

export type DayRun = ChildWorkflowHandle<typeof connectorRun>;

/**
 * Starts a day's run. A day that another backfill has in hand is waited for, then done again: it costs a listing and
 * shows what was skipped; `onBusy` hears of it.
 */
export async function startDay(
  backfill: CheckedBackfill,
  day: Window,
  onBusy: () => void = () => undefined,
): Promise<DayRun> {
  const { connectorId, mailboxes } = backfill;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)) {
    try {
      return await startChild(connectorRun, {
        workflowId: dayRunId(backfill, day),
        args: [
          {
            connectorId,
            window: day,
            backfill: workflowInfo().firstExecutionRunId,
            ...(mailboxes && { mailboxes }),
          },
        ],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        parentClosePolicy: 'REQUEST_CANCEL',
        priority: { priorityKey: BACKFILL_PRIORITY },
        ...dayTexts(connectorId, day),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      onBusy();
      await sleep(waitMs, { summary: `Waiting for another run of ${day.from.slice(0, 10)}` });
    }
  }
}

/**
 * One run at a time of the same day for everybody, whoever asks. A run for chosen mailboxes does something else: its id
 * also names the backfill, so that neither waits for the other or is taken for it.
 */
function dayRunId({ connectorId, mailboxes }: CheckedBackfill, { from, to }: Window): string {
  const id = `run/${connectorId}-${from}_${to}`;
  return mailboxes ? `${id}-mailboxes-${workflowInfo().firstExecutionRunId.slice(0, 8)}` : id;
}
