import type { Client } from '@temporalio/client';
import { pollersOf, type Poller } from '../temporal/server.js';
import type { Examination } from './examination.js';
import { bad, good, unknown, type Answer } from './finding.js';
import { inOurWords } from './temporal.js';

/** A worker that has nothing to do asks again every minute. */
const SEEN_WITHIN_MS = 90_000;

/** Whether workers ask for work in both task queues, and whether they are all of one build. */
export async function examineWorkers(
  examination: Examination,
  client: Client,
  taskQueue: string,
): Promise<void> {
  const [workers] = await Promise.all([
    examination.ask(`workers of ${taskQueue}`, async () =>
      workersAnswer(await polling(client, taskQueue, 'workflow'), taskQueue),
    ),
    examination.ask(`workers of ${taskQueue}-import`, async () =>
      workersAnswer(await polling(client, `${taskQueue}-import`, 'activity'), `${taskQueue}-import`),
    ),
  ]);
  if (workers === undefined) examination.skip(['builds of workers'], 'no worker runs');
  else await examination.ask('builds of workers', async () => await Promise.resolve(buildsAnswer(workers)));
}

async function polling(client: Client, taskQueue: string, type: 'workflow' | 'activity'): Promise<Poller[]> {
  const pollers = await inOurWords(async () => await pollersOf(client, taskQueue, type));
  return pollers.filter(({ seenAt }) => seenAt > Date.now() - SEEN_WITHIN_MS);
}

function workersAnswer(pollers: Poller[], taskQueue: string): Answer<Poller[]> {
  const count = new Set(pollers.map(({ identity }) => identity)).size;
  if (count > 0) return good(`${count} within the last minute`, pollers);
  const nextStep = `Start one with \`whatsapp-archiver worker\`, with ARCHIVER_TASK_QUEUE=${taskQueue.replace(/-import$/, '')}; until then nothing is archived.`;
  return bad('none within the last minute', nextStep);
}

/** Workers of two builds take turns with a run, each replaying what the other did. Pure. */
export function buildsAnswer(pollers: readonly Pick<Poller, 'identity' | 'buildId'>[]): Answer<never> {
  const identities = new Map<string, Set<string>>();
  for (const { buildId, identity } of pollers)
    identities.set(buildId, (identities.get(buildId) ?? new Set()).add(identity));
  if (identities.size <= 1) return good('one');
  const shown = [...identities].map(([id, names]) => `${id.slice(-8)} (${[...names].join(', ')})`);
  return unknown(
    `${identities.size} at once: ${shown.join('; ')}`,
    'While you upgrade this is as it should be; else stop the workers of the older build.',
  );
}
