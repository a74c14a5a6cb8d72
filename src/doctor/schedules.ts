import type { ScheduleDescription } from '@temporalio/client';
import type { ConnectorRecord } from '../storage/connectors.js';
import type { Schedules } from '../temporal/schedules.js';
import type { Examination } from './examination.js';
import { bad, good, unknown, type Answer } from './finding.js';
import { inOurWords } from './temporal.js';

/** Whether each connector runs by itself. */
export async function examineSchedules(
  examination: Examination,
  schedules: Schedules,
  records: readonly Pick<ConnectorRecord, 'connector' | 'deletingAt'>[],
): Promise<void> {
  await Promise.all(
    records.map(
      async ({ connector: { id }, deletingAt }) =>
        await examination.ask(`schedule of ${id}`, async () => {
          if (deletingAt !== undefined) return deletionAnswer(id);
          const schedule = await inOurWords(async () => await schedules.describe(id));
          return scheduleAnswer(id, schedule, schedules.taskQueue);
        }),
    ),
  );
}

/** Whether its schedule is there still says nothing: it runs no more. */
function deletionAnswer(id: string): Answer<never> {
  return bad(
    'the connector is being deleted, and runs no more',
    `Where that broke off, run \`connector delete ${id}\` again.`,
  );
}

/** Pure. `schedule` is undefined where it was deleted. */
export function scheduleAnswer(
  id: string,
  schedule: Pick<ScheduleDescription, 'state' | 'info' | 'action'> | undefined,
  taskQueue: string,
): Answer<never> {
  if (schedule === undefined) {
    return bad('not there: the connector runs no more', `Run \`connector update ${id} --file F\`.`);
  }
  const { state, info, action } = schedule;
  if (state.paused)
    return bad(
      `paused: ${state.note ?? 'without a note'}`,
      `Mend the cause, then run \`connector resume ${id}\`.`,
    );
  if (action.taskQueue !== taskQueue) {
    const detail = `starts its runs in the task queue ${action.taskQueue}, where no worker of these settings looks`;
    return bad(
      detail,
      `Set ARCHIVER_TASK_QUEUE as the workers have it, or run \`connector update ${id} --file F\`.`,
    );
  }
  const next = info.nextActionTimes[0];
  return next === undefined
    ? unknown('will never run', `Look at schedule.cron in \`connector show ${id}\`.`)
    : good(`next run at ${next.toISOString()}`);
}
