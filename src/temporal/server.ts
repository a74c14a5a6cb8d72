import type { Client } from '@temporalio/client';

const DAY_SECONDS = 86_400;

// temporal.api.enums.v1.TaskQueueType
const TASK_QUEUE_TYPE = { workflow: 1, activity: 2 } as const;

/** As the server names its version, such as `1.31.2`. */
export async function serverVersion({ workflowService }: Client): Promise<string> {
  return (await workflowService.getSystemInfo({})).serverVersion;
}

/** What a namespace keeps and can do. */
export interface NamespaceFacts {
  /** How long the history of an ended run is kept. */
  retentionDays: number;
  /** Whether it marks workflows whose tasks fail again and again (servers from 1.30 on). */
  reportsProblems: boolean;
}

/** Rejects with the client's own error where the namespace is not there. */
export async function describeNamespace(client: Client): Promise<NamespaceFacts> {
  const { namespace } = client.options;
  const { config, namespaceInfo } = await client.workflowService.describeNamespace({ namespace });
  return {
    retentionDays: Number(String(config?.workflowExecutionRetentionTtl?.seconds ?? 0)) / DAY_SECONDS,
    reportsProblems: namespaceInfo?.capabilities?.reportedProblemsSearchAttribute === true,
  };
}

/** A worker that asks a task queue for work. */
export interface Poller {
  /** As the worker names itself: process and host. */
  identity: string;
  /** Of its workflows' code. */
  buildId: string;
  /** When it last asked, in milliseconds by the server's clock. */
  seenAt: number;
}

/** The workers that asked for work within the last minutes; the server forgets a worker that was killed only after five. */
export async function pollersOf(
  client: Client,
  taskQueue: string,
  type: keyof typeof TASK_QUEUE_TYPE,
): Promise<Poller[]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: TASK_QUEUE_TYPE[type],
  });
  return pollers.map(({ identity, lastAccessTime, deploymentOptions, workerVersionCapabilities }) => ({
    identity: identity ?? '',
    buildId: deploymentOptions?.buildId || (workerVersionCapabilities?.buildId ?? ''),
    seenAt: Number(String(lastAccessTime?.seconds ?? 0)) * 1_000,
  }));
}

/** Workflows that a query of the visibility store finds: how many, and the ids of the first of them. */
export async function findWorkflows(
  { workflow }: Client,
  query: string,
  limit: number,
): Promise<{ count: number; workflowIds: string[] }> {
  const workflowIds: string[] = [];
  for await (const { workflowId } of workflow.list({ query, pageSize: limit })) {
    workflowIds.push(workflowId);
    if (workflowIds.length >= limit) break;
  }
  return { count: (await workflow.count(query)).count, workflowIds };
}
