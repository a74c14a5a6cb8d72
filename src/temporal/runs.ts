import { setMaxListeners } from 'node:events';
import {
  CancelledFailure,
  TerminatedFailure,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { withDaysInHand, type ShownProgress } from '../domain/days-in-hand.js';
import type { PauseRequest } from '../domain/pause.js';
import type { Progress } from '../domain/run.js';
import type { connectorRun } from '../workflows/index.js';
import { ARCHIVER_CONNECTOR, ARCHIVER_KIND, ARCHIVER_PHASE } from '../workflows/search-attributes.js';
import { progressQuery } from '../workflows/run-state.js';
import { applyTexts } from '../workflows/static-texts.js';
import { pauseSignal, resumeSignal } from '../workflows/signals.js';
import { temporalError } from './connect.js';
import type { StartedRun } from './schedules.js';

export type WorkflowEnd = 'running' | 'paused' | 'completed' | 'failed' | 'canceled' | 'terminated';

/** A run under way. */
export interface OpenRun {
  workflowId: string;
  /** As `ArchiverKind` has it. */
  kind: string;
}

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
      ...applyTexts(connectorId),
      typedSearchAttributes: [
        { key: ARCHIVER_CONNECTOR, value: connectorId },
        { key: ARCHIVER_KIND, value: 'apply' },
      ],
    });
    return { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };
  }

  /** The connector's runs that have not ended, of every kind, as Temporal's visibility store knows them. */
  async openRuns(connectorId: string): Promise<OpenRun[]> {
    const query = `WorkflowType = 'connectorRun' AND ExecutionStatus = 'Running' AND ArchiverConnector = '${connectorId}'`;
    const runs: OpenRun[] = [];
    for await (const { workflowId, typedSearchAttributes } of this.client.workflow.list({ query }))
      runs.push({ workflowId, kind: typedSearchAttributes.get(ARCHIVER_KIND) ?? 'daily' });
    return runs;
  }

  /** `isWritten` where the flag of their schedule is set; else each run takes it for a wish. */
  async pause(runs: readonly OpenRun[], request: PauseRequest & { isWritten: boolean }): Promise<void> {
    for (const run of runs)
      await this.#signal(run, async (handle) => await handle.signal(pauseSignal, request));
  }

  /** The same where that flag is cleared. */
  async resume(runs: readonly OpenRun[], request: { by: string; isWritten: boolean }): Promise<void> {
    for (const run of runs)
      await this.#signal(run, async (handle) => await handle.signal(resumeSignal, request));
  }

  /** Nothing to do for a run that has ended meanwhile. */
  async #signal({ workflowId }: OpenRun, send: (handle: WorkflowHandle) => Promise<void>): Promise<void> {
    try {
      await send(this.client.workflow.getHandle(workflowId));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
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

  /** The same, of a backfill together with its days under way. */
  async progressWithDays(run: StartedRun, signal: AbortSignal): Promise<ShownProgress | undefined> {
    const progress = await this.progress(run, signal);
    if (progress?.days === undefined) return progress;
    const asked = (progress.days.inHand ?? []).map(async (day) => await this.progress(day, signal));
    return withDaysInHand(
      progress,
      (await Promise.all(asked)).flatMap((day) => day ?? []),
    );
  }

  /** How the run stands over all its executions; undefined once Temporal has forgotten it. */
  async end({ workflowId, runId }: StartedRun): Promise<WorkflowEnd | undefined> {
    try {
      const handle = this.client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: runId });
      const { status, typedSearchAttributes, raw } = await handle.describe();
      // Temporal describes the newest run of the workflow id, which may be another one by now.
      const newest = raw.workflowExecutionInfo?.firstRunId;
      if (newest && newest !== runId) return await this.#resultOf(handle);
      const end = endOf(status.name);
      return end === 'running' && typedSearchAttributes.get(ARCHIVER_PHASE) === 'paused' ? 'paused' : end;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  /** The end of a run that has ended. */
  async #resultOf(handle: WorkflowHandle): Promise<WorkflowEnd> {
    try {
      await handle.result();
      return 'completed';
    } catch (error) {
      if (!(error instanceof WorkflowFailedError)) throw error;
      if (error.cause instanceof CancelledFailure) return 'canceled';
      return error.cause instanceof TerminatedFailure ? 'terminated' : 'failed';
    }
  }

  /** Also while it is paused. Rejects with TemporalUnreachable where nobody can say. */
  async isRunning(run: StartedRun): Promise<boolean> {
    try {
      const end = await this.end(run);
      return end === 'running' || end === 'paused';
    } catch (error) {
      throw temporalError(error) ?? error;
    }
  }

  /** Resolves once the run has ended, however it ended. Rejects when aborted: the call would else hold the connection open. */
  async ended({ workflowId, runId }: StartedRun, signal: AbortSignal): Promise<void> {
    const handle = this.client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: runId });
    try {
      await this.#abortable(signal, async () => await handle.result());
    } catch (error) {
      const end = signal.aborted ? 'running' : await this.end({ workflowId, runId });
      if (end === 'running' || end === 'paused') throw error;
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
