import type { Client, WorkflowHandle } from '@temporalio/client';
import { ARCHIVER_CONNECTOR, ARCHIVER_KIND } from '../../src/workflows/search-attributes.js';
import { newId } from './ids.js';
import { until } from './until.js';

/** The task queue that no worker looks at. */
export const NOBODY = 'nobody';

/** A run or backfill under way that nobody has in hand, as Temporal's visibility store lists it. */
export async function startUnattended(
  client: Client,
  workflow: 'connectorRun' | 'backfill',
  { connectorId, kind }: { connectorId: string; kind: string },
): Promise<WorkflowHandle> {
  const workflowId = newId(workflow);
  const handle = await client.workflow.start(workflow, {
    workflowId,
    taskQueue: NOBODY,
    typedSearchAttributes: [
      { key: ARCHIVER_CONNECTOR, value: connectorId },
      { key: ARCHIVER_KIND, value: kind },
    ],
  });
  const query = `WorkflowId = '${workflowId}'`;
  await until('it to be listed', async () => (await client.workflow.count(query)).count === 1);
  return handle;
}
