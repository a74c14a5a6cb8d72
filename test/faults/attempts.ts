import type { WorkflowHandle } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import type { Rig } from './support.js';

/** An activity that came to its end in more than one attempt, as its workflow's history tells. */
export interface Repeated {
  activity: string;
  attempts: number;
  /** From being scheduled to the start of the last attempt, by Temporal's clock. */
  waitedMs: number;
  /** Start of the last attempt, in milliseconds since 1970. */
  startedAt: number;
  /** Type of the failure before the last attempt. */
  reason: string;
}

type Events = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>;

/** What was repeated in a run and in the workflows of its items. */
export async function repeatedIn(rig: Rig, run: WorkflowHandle): Promise<Repeated[]> {
  const events = (await run.fetchHistory()).events ?? [];
  const repeated = repeatedOf(events);
  for (const { childWorkflowExecutionStartedEventAttributes: child } of events) {
    const { workflowId, runId } = child?.workflowExecution ?? {};
    if (!workflowId || !runId) continue;
    const item = await rig.client.workflow.getHandle(workflowId, runId).fetchHistory();
    repeated.push(...repeatedOf(item.events ?? []));
  }
  return repeated;
}

function repeatedOf(events: Events): Repeated[] {
  return events.flatMap(({ activityTaskStartedEventAttributes: started, eventTime }) => {
    if (!started || (started.attempt ?? 1) === 1) return [];
    const scheduled = events.find(
      ({ eventId }) => eventId?.toString() === started.scheduledEventId?.toString(),
    );
    return {
      activity: scheduled?.activityTaskScheduledEventAttributes?.activityType?.name ?? '',
      attempts: started.attempt ?? 0,
      startedAt: tsToMs(eventTime),
      waitedMs: tsToMs(eventTime) - tsToMs(scheduled?.eventTime),
      reason: started.lastFailure?.applicationFailureInfo?.type ?? '',
    };
  });
}
