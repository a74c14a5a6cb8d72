import { createHash } from 'node:crypto';
import {
  TerminatedFailure,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import type { BackfillResult } from '../domain/backfill-days.js';
import { ArchiveError } from '../domain/errors.js';
import type { PauseRequest } from '../domain/pause.js';
import type { BackfillInput, RunResult } from '../domain/run.js';
import { reasonOf } from '../workflows/failures.js';
import type { backfill } from '../workflows/index.js';
import { ARCHIVER_CONNECTOR, ARCHIVER_KIND } from '../workflows/search-attributes.js';
import { pauseSignal, resumeSignal } from '../workflows/signals.js';
import { backfillTexts } from '../workflows/static-texts.js';
import type { StartedRun } from './schedules.js';

const WORKFLOW_TYPE = 'backfill';
/** What a connector's id is made of: it goes into a query. */
const CONNECTOR_ID = /^[a-z0-9-]+$/;

/** Backfills as Temporal knows them. */
export class TemporalBackfills {
  constructor(
    readonly client: Client,
    readonly taskQueue: string,
  ) {}

  /** Rejects with InvalidArgument where the very same backfill is under way; a finished one may be repeated. */
  async start(input: BackfillInput): Promise<StartedRun> {
    try {
      const handle = await this.client.workflow.start<typeof backfill>(WORKFLOW_TYPE, {
        workflowId: backfillId(input),
        taskQueue: this.taskQueue,
        args: [input],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        ...backfillTexts(input.connectorId, input),
        typedSearchAttributes: [
          { key: ARCHIVER_CONNECTOR, value: input.connectorId },
          { key: ARCHIVER_KIND, value: 'backfill' },
        ],
      });
      return { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      throw new ArchiveError('InvalidArgument', 'A backfill of this very period is under way.', {
        nextStep: `See its days with \`report ${backfillId(input)}\`.`,
      });
    }
  }

  /** Workflow ids of the connector's backfills that have not ended. */
  async open(connectorId: string): Promise<string[]> {
    if (!CONNECTOR_ID.test(connectorId)) return [];
    const query = `WorkflowType = '${WORKFLOW_TYPE}' AND ExecutionStatus = 'Running' AND ${ARCHIVER_CONNECTOR.name} = '${connectorId}'`;
    const ids = new Set<string>();
    for await (const { workflowId } of this.client.workflow.list({ query })) ids.add(workflowId);
    return [...ids].toSorted();
  }

  /** Whether a backfill of this id is under way. */
  async isOpen(workflowId: string): Promise<boolean> {
    try {
      const { type, status } = await this.client.workflow.getHandle(workflowId).describe();
      return type === WORKFLOW_TYPE && status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** Until it is resumed it starts no further day, and those under way wait. Rejects with RunNotFound where it has ended. */
  async pause(workflowId: string, request: PauseRequest): Promise<void> {
    await this.#send(workflowId, async (handle) => await handle.signal(pauseSignal, request));
  }

  async resume(workflowId: string, by: string): Promise<void> {
    await this.#send(workflowId, async (handle) => await handle.signal(resumeSignal, { by }));
  }

  /** It reports what it has done within seconds, and ends. */
  async cancel(workflowId: string): Promise<void> {
    await this.#send(workflowId, async (handle) => await handle.cancel());
  }

  /** Resolves once it has come to its end, or was canceled or terminated. Rejects with the reason of one that failed. */
  async outcome({ workflowId, runId }: StartedRun): Promise<BackfillResult | RunResult[] | undefined> {
    try {
      return await this.client.workflow.getHandle<typeof backfill>(workflowId, runId).result();
    } catch (error) {
      if (!(error instanceof WorkflowFailedError)) throw error;
      const reason = reasonOf(error.cause);
      if (reason === 'Canceled' || error.cause instanceof TerminatedFailure) return undefined;
      throw new ArchiveError(reason, 'The backfill has not come to its end.', { cause: error });
    }
  }

  async #send(workflowId: string, send: (handle: WorkflowHandle) => Promise<unknown>): Promise<void> {
    try {
      await send(this.client.workflow.getHandle(workflowId));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      throw new ArchiveError('RunNotFound', `No backfill ${workflowId} is under way.`, { cause: error });
    }
  }
}

/** One for chosen mailboxes is another one than that of the same days for all, and may run beside it. */
export function backfillId({ connectorId, from, to, mailboxes }: BackfillInput): string {
  const id = `backfill/${connectorId}/${from}_${to}`;
  if (mailboxes === undefined) return id;
  const digest = createHash('sha256').update(mailboxes.toSorted().join('\n')).digest('hex').slice(0, 8);
  return `${id}/${mailboxes.length}-mailboxes-${digest}`;
}

/** The connector that a backfill of ours names in its workflow id; null where the id was chosen by hand. */
export function connectorOf(workflowId: string): string | null {
  return /^backfill\/([a-z0-9-]+)\//.exec(workflowId)?.[1] ?? null;
}
