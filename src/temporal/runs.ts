import { setMaxListeners } from 'node:events';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Progress } from '../domain/run.js';
import type { connectorRun } from '../workflows/index.js';
import { ARCHIVER_CONNECTOR, ARCHIVER_KIND } from '../workflows/search-attributes.js';
import { progressQuery } from '../workflows/run-state.js';
import type { StartedRun } from './schedules.js';

export type WorkflowEnd = 'running' | 'completed' | 'failed' | 'canceled' | 'terminated';

/** Runs and backfills as Temporal knows them; what they did stands in storage. */
export class TemporalRuns {
  constructor(
    readonly client: Client,
    readonly taskQueue: string,
  ) {}

  /** Starts a run that takes up what earlier runs left, beside whatever else is under way. */
  async startApply(connectorId: string, now: Date): Promise<StartedRun> {
    const handle = await this.client.workflow.start<typeof connectorRun>('connectorRun', {
      workflowId: `run/${connectorId}-apply-${now.toISOString()}`,
      taskQueue: this.taskQueue,
      args: [{ connectorId, only: 'open-items' }],
      staticSummary: `${connectorId}: what earlier runs left`,
      typedSearchAttributes: [
        { key: ARCHIVER_CONNECTOR, value: connectorId },
        { key: ARCHIVER_KIND, value: 'apply' },
      ],
    });
    return { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };
  }

  /** Undefined where no worker answers at the moment, the run is not there, or the call is aborted. */
  async progress({ workflowId, runId }: StartedRun, signal: AbortSignal): Promise<Progress | undefined> {
    const handle = this.client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: runId });
    try {
      return await this.#abortable(signal, async () => await handle.query(progressQuery));
    } catch {
      return undefined;
    }
  }

  /** How the run stands over all its executions; undefined once Temporal has forgotten it. */
  async end({ workflowId, runId }: StartedRun): Promise<WorkflowEnd | undefined> {
    try {
      const handle = this.client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: runId });
      return endOf((await handle.describe()).status.name);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  /** Resolves once the run has ended, however it ended. Rejects when aborted: the call would else hold the connection open. */
  async ended({ workflowId, runId }: StartedRun, signal: AbortSignal): Promise<void> {
    const handle = this.client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: runId });
    try {
      await this.#abortable(signal, async () => await handle.result());
    } catch (error) {
      if (signal.aborted || (await this.end({ workflowId, runId })) === 'running') throw error;
    }
  }

  /** The calls get a signal of their own: the client never takes its listeners off one again. */
  async #abortable<T>(signal: AbortSignal, calls: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const own = new AbortController();
    setMaxListeners(0, own.signal);
    const abort = (): void => own.abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await this.client.withAbortSignal(own.signal, calls);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

function endOf(status: string): WorkflowEnd {
  switch (status) {
    case 'COMPLETED':
      return 'completed';
    case 'CANCELLED':
      return 'canceled';
    case 'TERMINATED':
      return 'terminated';
    case 'FAILED':
    case 'TIMED_OUT':
      return 'failed';
    default:
      return 'running';
  }
}
