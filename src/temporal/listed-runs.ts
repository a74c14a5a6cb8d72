import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import * as attributes from '../workflows/search-attributes.js';

const PAGE_SIZE = 1_000;

/** A run or backfill as Temporal's visibility store has it: all of an installation's are found by one query. */
export interface ListedRun {
  workflowId: string;
  /** Of the first execution. */
  runId: string;
  type: 'connectorRun' | 'backfill';
  /** Workflow id of the backfill whose day it is; null for others. */
  parent: string | null;
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

/** When runs began at the earliest and, where that is given, ended. */
export interface Period {
  started: Date;
  ended?: Date;
}

/** Runs or backfills that have begun in a period and ended, of all connectors, newest first. */
export async function listEnded(
  client: Client,
  type: ListedRun['type'],
  { started, ended }: Period,
): Promise<ListedRun[]> {
  const conditions = [
    `WorkflowType = '${type}'`,
    `ExecutionStatus IN ('Completed', 'Failed', 'Canceled', 'Terminated', 'TimedOut')`,
    `StartTime >= '${started.toISOString()}'`,
    ...(ended ? [`CloseTime >= '${ended.toISOString()}'`] : []),
  ];
  return await list(client, conditions.join(' AND '));
}

async function list(client: Client, query: string): Promise<ListedRun[]> {
  const found: ListedRun[] = [];
  for await (const info of client.workflow.list({ query, pageSize: PAGE_SIZE })) found.push(listedRun(info));
  return found.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
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
    parent: info.parentExecution?.workflowId ?? null,
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
