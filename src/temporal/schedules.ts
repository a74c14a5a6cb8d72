import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type Client,
  type ScheduleDescription,
  type ScheduleHandle,
  type ScheduleOptions,
} from '@temporalio/client';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import * as attributes from '../workflows/search-attributes.js';
import { dailyTexts } from '../workflows/static-texts.js';

/** A run as the schedule started it. */
export interface StartedRun {
  workflowId: string;
  runId: string;
}

/** The schedules of the connectors: one each, named `connector/<id>`. */
export class Schedules {
  constructor(
    readonly client: Client,
    readonly taskQueue: string,
  ) {}

  async create(connector: Connector): Promise<void> {
    try {
      await this.client.schedule.create({
        scheduleId: scheduleId(connector.id),
        ...this.#definition(connector),
      });
    } catch (error) {
      if (error instanceof ScheduleAlreadyRunning) {
        throw new ArchiveError(
          'ConnectorExists',
          `A schedule for connector ${connector.id} is there already.`,
        );
      }
      throw error;
    }
  }

  /** New times and a new name; whether it is paused stays as it is. */
  async update(connector: Connector): Promise<void> {
    const definition = this.#definition(connector);
    await this.#handle(connector.id).update(({ state }) => ({ ...definition, state }));
  }

  async delete(connectorId: string): Promise<void> {
    try {
      await this.#handle(connectorId).delete();
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
  }

  async pause(connectorId: string, note: string): Promise<void> {
    await this.#handle(connectorId).pause(note);
  }

  async resume(connectorId: string, note: string): Promise<void> {
    await this.#handle(connectorId).unpause(note);
  }

  /** Undefined where somebody has deleted the schedule. */
  async describe(connectorId: string): Promise<ScheduleDescription | undefined> {
    try {
      return await this.#handle(connectorId).describe();
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return undefined;
      throw error;
    }
  }

  /**
   * Starts a daily run up to now, after the one in progress if there is one. The function it resolves to finds out
   * which run that was: undefined until Temporal has started it.
   */
  async trigger(connectorId: string): Promise<() => Promise<StartedRun | undefined>> {
    const before = new Set((await this.#started(connectorId)).map(({ runId }) => runId));
    await this.#handle(connectorId).trigger('BUFFER_ALL');
    return async () => (await this.#started(connectorId)).find(({ runId }) => !before.has(runId));
  }

  async #started(connectorId: string): Promise<StartedRun[]> {
    const description = await this.describe(connectorId);
    if (!description)
      throw new ArchiveError('ConnectorNotFound', `Connector ${connectorId} has no schedule.`);
    return description.info.recentActions.map(({ action: { workflow } }) => ({
      workflowId: workflow.workflowId,
      runId: workflow.firstExecutionRunId,
    }));
  }

  #handle(connectorId: string): ScheduleHandle {
    return this.client.schedule.getHandle(scheduleId(connectorId));
  }

  #definition({ id, displayName, schedule }: Connector): Omit<ScheduleOptions, 'scheduleId'> {
    return {
      spec: { cronExpressions: [schedule.cron], timezone: schedule.timezone },
      action: {
        type: 'startWorkflow',
        workflowType: 'connectorRun',
        workflowId: `run/${id}`,
        args: [{ connectorId: id }],
        taskQueue: this.taskQueue,
        ...dailyTexts(id, displayName),
        typedSearchAttributes: [
          { key: attributes.ARCHIVER_CONNECTOR, value: id },
          { key: attributes.ARCHIVER_KIND, value: 'daily' },
        ],
      },
      // BUFFER_ALL: the other policies drop ticks or run two at once. A week of downtime is caught up, tick by tick.
      policies: { overlap: 'BUFFER_ALL', catchupWindow: '7 days' },
    };
  }
}

export function scheduleId(connectorId: string): string {
  return `connector/${connectorId}`;
}
