import {
  ActivityCancellationType,
  proxyActivities,
  workflowInfo,
  type ActivityInterfaceFor,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { createActivities } from '../activities/index.js';
import { summaryOf, type Summarized } from './summaries.js';

type Activities = ReturnType<typeof createActivities>;

// Faults of the item and refusals come back as non-retryable failures. What is retried below is the world being
// away, and a run outlasts that: no policy limits the number of attempts, so that a dead weekend costs no item.
// A canceled activity is waited for, because otherwise its late effect would contradict the report.
// Every failure of ours brings the time until its next try (temporal/failures.ts). The server cuts that to the policy's
// maximum, which is therefore the longest `Retry-After` we take. What brings none is a time-out, mostly of a worker that
// was killed, and tried again soon.
const RETRY_UNTIL_BACK = {
  initialInterval: '2 seconds',
  backoffCoefficient: 1,
  maximumInterval: '1 day',
} as const;

/** Short reads and writes of Azure Storage, and the pause that older programs asked for. */
export const storage = summarized<
  'openRun' | 'recordFailure' | 'settleItem' | 'pauseConnector' | 'openBackfill' | 'closeBackfill'
>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '30 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: RETRY_UNTIL_BACK,
});

/**
 * The pause flag. Not waited for when canceled, because a run that ends has no use for the answer, and never longer than
 * a minute: the watch beside the run asks again, and the end of a run waits for what is still to be written.
 */
export const flag = summarized<'readPause' | 'setPause'>({
  startToCloseTimeout: '20 seconds',
  scheduleToCloseTimeout: '1 minute',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  retry: RETRY_UNTIL_BACK,
});

/** Calls to the source: a page or an attachment can take minutes on a slow line. */
export const source = (summary: string) =>
  proxyActivities<Pick<Activities, 'fetchWindow' | 'stageItem'>>({
    summary,
    startToCloseTimeout: '30 minutes',
    heartbeatTimeout: '30 seconds',
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: RETRY_UNTIL_BACK,
  });

/** Conversion is bound by the processor; the others read every outcome row of a run, or every open item of a connector. */
export const bulk = summarized<
  'convertItem' | 'listOpenItems' | 'listParkedItems' | 'moveWatermark' | 'reportRun' | 'readDay'
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
    retry: RETRY_UNTIL_BACK,
  });
}

/** As `proxyActivities`, each call with its own summary. */
function summarized<Name extends Summarized>(
  options: ActivityOptions,
): ActivityInterfaceFor<Pick<Activities, Name>> {
  // Hands on the very promise: one more step between a result and what follows it could change the order of commands.
  const call = (name: Name) => (input: unknown) =>
    proxyActivities({ ...options, summary: summaryOf(name, input) })[name]?.(input);
  return new Proxy({}, { get: (_, name: Name) => call(name) }) as ActivityInterfaceFor<
    Pick<Activities, Name>
  >;
}
