import type { Client } from '@temporalio/client';
import { findWorkflows } from '../temporal/server.js';
import type { Examination } from './examination.js';
import { bad, good, unknown, type Answer } from './finding.js';
import { inOurWords, type TemporalServer } from './temporal.js';

/** More of them say nothing more. */
const MAX_SHOWN = 3;

/** Whether anything that runs now waits for a person. */
export async function examineRuns(
  examination: Examination,
  { client, namespace, hasSearchAttributes }: TemporalServer,
  taskQueue: string,
): Promise<void> {
  const ours = `ExecutionStatus = 'Running' AND TaskQueue = '${taskQueue}'`;
  await Promise.all([
    examination.ask('workflow tasks', async () => {
      if (!namespace?.reportsProblems) return unknown('the server does not tell which fail');
      return tasksAnswer(await find(client, `TemporalReportedProblems IS NOT NULL AND ${ours}`));
    }),
    hasSearchAttributes
      ? examination.ask('runs', async () =>
          runsAnswer(await find(client, `ArchiverNeedsAttention = true AND ${ours}`)),
        )
      : examination.skip(['runs'], 'search attributes are missing'),
  ]);
}

type Found = Awaited<ReturnType<typeof findWorkflows>>;

async function find(client: Client, query: string): Promise<Found> {
  return await inOurWords(async () => await findWorkflows(client, query, MAX_SHOWN));
}

function tasksAnswer(found: Found): Answer<never> {
  if (found.count === 0) return good('none fails');
  const nextStep =
    'Look at the failure in the Temporal UI. After an upgrade, run the newest build everywhere; else it is a defect of ours.';
  return bad(`failing again and again in ${shown(found)}`, nextStep);
}

function runsAnswer(found: Found): Answer<never> {
  if (found.count === 0) return good('none waits for a person');
  const nextStep = 'Open it in the Temporal UI: Current Details say what to do.';
  return { ...bad<never>(`waiting for a person: ${shown(found)}`, nextStep), waiting: found.workflowIds };
}

function shown({ count, workflowIds }: Found): string {
  const rest = count - workflowIds.length;
  return [...workflowIds, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
