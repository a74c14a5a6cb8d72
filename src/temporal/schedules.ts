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
import type { PauseFlag } from '../domain/pause.js';
import * as attributes from '../workflows/search-attributes.js';
import { dailyTexts } from '../workflows/static-texts.js';

/** A run as the schedule started it. */
export interface StartedRun {
  workflowId: string;
  runId: string;
}

/** A pause flag, and when the schedule starts its next run: an ISO instant, null while it is paused. */
export interface ScheduleState extends PauseFlag {
  next: string | null;
}

const PREFIX = 'connector/';

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

  /**
   * Makes the schedules again that Temporal has lost, with its database or by somebody's hand, and resolves to the ids of
   * their connectors. They are not paused, whatever they were: a connector whose password was refused pauses itself
   * again, and one that stands still unseen loses what its source purges.
   */
  async createMissing(connectors: readonly Connector[]): Promise<string[]> {
    const made: string[] = [];
    for (const connector of connectors) {
      if ((await this.describe(connector.id)) === undefined && (await this.#isMade(connector)))
        made.push(connector.id);
    }
    return made;
  }

  /** False where another process was quicker. */
  async #isMade(connector: Connector): Promise<boolean> {
    try {
      await this.create(connector);
      return true;
    } catch (error) {
      if (error instanceof ArchiveError && error.code === 'ConnectorExists') return false;
      throw error;
    }
  }

  /**
   * New times and a new name; whether it is paused stays as it is. One that Temporal has lost is made again, not paused
   * as above.
   */
  async update(connector: Connector): Promise<void> {
    const definition = this.#definition(connector);
    try {
      await this.#handle(connector.id).update(({ state }) => ({ ...definition, state }));
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
      // Whoever was quicker may have made it of the settings from before.
      if (!(await this.#isMade(connector))) await this.update(connector);
    }
  }

  async delete(connectorId: string): Promise<void> {
    try {
      await this.#handle(connectorId).delete();
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
  }

  /** Null where somebody has deleted the schedule: whether the connector is paused is then unknown. */
  async readPause(connectorId: string): Promise<PauseFlag | null> {
    const schedule = await this.describe(connectorId);
    return schedule ? { isPaused: schedule.state.paused, note: schedule.state.note ?? '' } : null;
  }

  /**
   * Resolves to what the schedule then shows, as above. A flag that is as wanted stays, and so does its note: it says
   * why, and whoever comes later knows less. Rejects with TemporalUnreachable where the schedule does not show what was
   * written.
   */
  async setPause(connectorId: string, { isPaused, note }: PauseFlag): Promise<PauseFlag | null> {
    const known = await this.readPause(connectorId);
    if (known === null || known.isPaused === isPaused) return known;
    if (isPaused) await this.#handle(connectorId).pause(note);
    else await this.#handle(connectorId).unpause(note);
    const flag = await this.readPause(connectorId);
    if (flag === null || flag.isPaused === isPaused) return flag;
    throw new ArchiveError('TemporalUnreachable', 'The schedule does not show yet what was written to it.');
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

  /** Of all connectors by their ids, as Temporal's visibility store has them: a second behind what was just set. */
  async list(): Promise<Map<string, ScheduleState>> {
    const states = new Map<string, ScheduleState>();
    for await (const { scheduleId: id, state, info } of this.client.schedule.list()) {
      if (!id.startsWith(PREFIX)) continue;
      states.set(id.slice(PREFIX.length), stateOf(state ?? {}, info?.nextActionTimes ?? []));
    }
    return states;
  }

  /** Of one connector, as it is now; null where somebody has deleted the schedule. */
  async state(connectorId: string): Promise<ScheduleState | null> {
    const found = await this.describe(connectorId);
    return found ? stateOf(found.state, found.info.nextActionTimes) : null;
  }

  /**
   * Starts a daily run up to now, after the one in progress if there is one. The function it resolves to finds out
   * which run that was: undefined until Temporal has started it.
   */
  async trigger(connectorId: string): Promise<() => Promise<StartedRun | undefined>> {
    const before = await this.#described(connectorId);
    // Whatever waits in line already, a tick or somebody else's run, starts first.
    const taken = before.info.numActionsTaken + Number(before.raw.info?.bufferSize ?? 0);
    await this.#handle(connectorId).trigger('BUFFER_ALL');
    return async () => {
      const { info } = await this.#described(connectorId);
      // Of the actions taken it shows the last few, the newest last.
      const workflow = info.recentActions.at(taken - info.numActionsTaken)?.action.workflow;
      const isTaken = workflow !== undefined && info.numActionsTaken > taken;
      return isTaken ? { workflowId: workflow.workflowId, runId: workflow.firstExecutionRunId } : undefined;
    };
  }

  async #described(connectorId: string): Promise<ScheduleDescription> {
    const description = await this.describe(connectorId);
    if (description) return description;
    throw new ArchiveError('ConnectorNotFound', `Connector ${connectorId} has no schedule.`);
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
  return `${PREFIX}${connectorId}`;
}

function stateOf(
  { paused = false, note = '' }: { paused?: boolean; note?: string },
  nextActionTimes: readonly Date[],
): ScheduleState {
  return { isPaused: paused, note, next: paused ? null : (nextActionTimes[0]?.toISOString() ?? null) };
}
