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

/** What a backfill has to say while one of its days is to be started. */
interface Turn {
  /** Asked before each try: resolves once the backfill goes on, to false where this execution is to start nothing more. */
  mayStart(): Promise<boolean>;
  /** Another backfill has the day in hand. */
  onBusy(): void;
}

/**
 * Starts a day's run. A day that another backfill has in hand is waited for, then done again: it costs a listing and
 * shows what was skipped. Resolves to undefined where its turn did not come in this execution.
 */
export async function startDay(backfill: CheckedBackfill, day: Window): Promise<DayRun>;
export async function startDay(
  backfill: CheckedBackfill,
  day: Window,
  turn: Turn,
): Promise<DayRun | undefined>;
export async function startDay(
  backfill: CheckedBackfill,
  day: Window,
  turn?: Turn,
): Promise<DayRun | undefined> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)) {
    if (turn && !(await turn.mayStart())) return undefined;
    try {
      return await startRun(backfill, day, turn !== undefined);
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      turn?.onBusy();
      await sleep(waitMs, { summary: `Waiting for another run of ${day.from.slice(0, 10)}` });
    }
  }
}

async function startRun(backfill: CheckedBackfill, day: Window, isToTell: boolean): Promise<DayRun> {
  const { connectorId, mailboxes } = backfill;
  return await startChild(connectorRun, {
    workflowId: dayRunId(backfill, day),
    args: [
      {
        connectorId,
        window: day,
        backfill: workflowInfo().firstExecutionRunId,
        ...(mailboxes && { mailboxes }),
        ...(isToTell && { tellsBackfill: true }),
      },
    ],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    parentClosePolicy: 'REQUEST_CANCEL',
    priority: { priorityKey: BACKFILL_PRIORITY },
    ...dayTexts(connectorId, day),
  });
}

/**
 * One run at a time of the same day for everybody, whoever asks. A run for chosen mailboxes does something else: its id
 * also names the backfill, so that neither waits for the other or is taken for it.
 */
function dayRunId({ connectorId, mailboxes }: CheckedBackfill, { from, to }: Window): string {
  const id = `run/${connectorId}-${from}_${to}`;
  return mailboxes ? `${id}-mailboxes-${workflowInfo().firstExecutionRunId.slice(0, 8)}` : id;
}
