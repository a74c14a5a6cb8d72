import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import * as attributes from '../workflows/search-attributes.js';

const PAGE_SIZE = 1_000;

/** A run or backfill as Temporal's visibility store has it: all of an installation's are found by one query. */
export interface ListedRun {
  workflowId: string;
  /** Of the first execution. */
  runId: string;
  type: 'connectorRun' | 'backfill';
  connectorId: string;
  /** As `ArchiverKind` has it. */
  kind: string;
  /** In the words of the report once it has ended; `paused` where it stands still. */
  phase: string;
  /** Whether it was cut off: nothing has written then how it ended. */
  isTerminated: boolean;
  startedAt: string;
  /** Null while it runs. */
  closedAt: string | null;
  window: { from: string; to: string } | null;
  imported: number;
  failed: number;
  needsAttention: boolean;
}

/** Runs and backfills that have not ended, of all connectors, newest first. */
export async function listOpenRuns(client: Client): Promise<ListedRun[]> {
  return await list(client, `WorkflowType IN ('connectorRun', 'backfill') AND ExecutionStatus = 'Running'`);
}

/** Runs that have begun since an instant and ended, of all connectors, newest first. */
export async function listEndedRuns(client: Client, since: Date): Promise<ListedRun[]> {
  const ended = `ExecutionStatus IN ('Completed', 'Failed', 'Canceled', 'Terminated', 'TimedOut')`;
  return await list(
    client,
    `WorkflowType = 'connectorRun' AND ${ended} AND StartTime >= '${since.toISOString()}'`,
  );
}

async function list(client: Client, query: string): Promise<ListedRun[]> {
  const found: ListedRun[] = [];
  for await (const info of client.workflow.list({ query, pageSize: PAGE_SIZE })) found.push(listedRun(info));
  return found.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

function listedRun(info: WorkflowExecutionInfo): ListedRun {
  const { workflowId, runId, type, status, startTime, closeTime, typedSearchAttributes: found } = info;
  const [from, to] = [
    found.get(attributes.ARCHIVER_WINDOW_FROM)?.toISOString(),
    found.get(attributes.ARCHIVER_WINDOW_TO)?.toISOString(),
  ];
  return {
    workflowId,
    runId: info.raw.firstRunId || runId,
    type: type === 'backfill' ? 'backfill' : 'connectorRun',
    connectorId: found.get(attributes.ARCHIVER_CONNECTOR) ?? '',
    kind: found.get(attributes.ARCHIVER_KIND) ?? 'daily',
    phase: found.get(attributes.ARCHIVER_PHASE) ?? 'opening',
    isTerminated: status.name === 'TERMINATED' || status.name === 'TIMED_OUT',
    startedAt: startTime.toISOString(),
    closedAt: closeTime?.toISOString() ?? null,
    window: from !== undefined && to !== undefined ? { from, to } : null,
    imported: found.get(attributes.ARCHIVER_IMPORTED) ?? 0,
    failed: found.get(attributes.ARCHIVER_FAILED) ?? 0,
    needsAttention: found.get(attributes.ARCHIVER_NEEDS_ATTENTION) ?? false,
  };
}
