import { ActivityCancellationType, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '../activities/index.js';

type Activities = ReturnType<typeof createActivities>;

// Faults of the item and refusals come back as non-retryable failures. What is retried below is the world being
// away, and a run outlasts that: no policy limits the number of attempts, so that a dead weekend costs no item.
// A canceled activity is waited for, because otherwise its late effect would contradict the report.
const RETRY_UNTIL_BACK = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '1 minute',
} as const;

/** Short reads and writes of Azure Storage and of the schedule. */
export const storage = proxyActivities<
  Pick<
    Activities,
    | 'openRun'
    | 'recordFailure'
    | 'settleItem'
    | 'pauseConnector'
    | 'openBackfill'
    | 'closeBackfill'
    | 'readDay'
  >
>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '30 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: RETRY_UNTIL_BACK,
});

/** Calls to the source: a page or an attachment can take minutes on a slow line. Five minutes between tries, to spare a site in trouble. */
export const source = (summary: string) =>
  proxyActivities<Pick<Activities, 'fetchWindow' | 'stageItem'>>({
    summary,
    startToCloseTimeout: '30 minutes',
    heartbeatTimeout: '30 seconds',
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: { ...RETRY_UNTIL_BACK, maximumInterval: '5 minutes' },
  });

/** Conversion is bound by the processor; the others read every outcome row of a run, or every open item of a connector. */
export const bulk = proxyActivities<
  Pick<Activities, 'convertItem' | 'listOpenItems' | 'moveWatermark' | 'reportRun'>
>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '30 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: RETRY_UNTIL_BACK,
});

/**
 * Calls to Graph, on a task queue of their own so that their rate is set apart from the rest. After a day the copy is
 * left open for the next run: longer would hold up the runs that wait behind this one. `summary` is shown in the
 * Temporal UI beside the activity, here as above.
 */
export function graph(summary: string): Pick<Activities, 'mapItem' | 'importItem'> {
  return proxyActivities<Pick<Activities, 'mapItem' | 'importItem'>>({
    summary,
    taskQueue: `${workflowInfo().taskQueue}-import`,
    // 150 MB over a slow line, in a mailbox that takes so much in five minutes only; every call has its own deadline.
    startToCloseTimeout: '2 hours',
    scheduleToCloseTimeout: '24 hours',
    heartbeatTimeout: '30 seconds',
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: { ...RETRY_UNTIL_BACK, maximumInterval: '5 minutes' },
  });
}
