import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../../src/activities/index.js';
import type { ArchiverDeps } from '../../src/activities/deps.js';
import type { Outcome } from '../../src/domain/report.js';
import type { PageRequest, PageResult } from '../../src/domain/run.js';
import type { OutcomeClosing } from '../../src/storage/outcomes.js';
import { pauseFlags } from '../../src/temporal/pause-flags.js';
import type { StartedRun } from '../../src/temporal/schedules.js';
import { newItemKey } from '../storage/shared-azurite.js';
import { quietTemporal } from '../support/quiet-temporal.js';
import { NOBODY } from '../support/unattended.js';
import type { ConnectorsStage } from './connectors-stage.js';

/** As the build wrote it for the workers. */
const WORKFLOW_BUNDLE = fileURLToPath(new URL('../../dist/workflow-bundle.js', import.meta.url));

/** What a day comes to, and whether its source still lets it wait. */
export interface PretendDay {
  imported: number;
  failed: number;
  isHeld?: boolean;
}

/**
 * Mans a stage with the real workflows and activities, but for the source: `dayOf` says what it gives of a day, such as
 * 2026-11-01. Resolves to what stops it.
 */
export async function manBackfills(
  { means }: ConnectorsStage,
  dayOf: (day: string) => PretendDay,
): Promise<() => Promise<void>> {
  quietTemporal();
  const { connection: known } = means.client;
  const connection = await NativeConnection.connect({ address: addressOf(known) });
  const activities = {
    ...createActivities({
      ...means,
      ...pauseFlags(means.schedules),
      isRunning: async (run: StartedRun) => await means.temporalRuns.isRunning(run),
    } as unknown as ArchiverDeps),
    fetchWindow: async (request: PageRequest) => await pretendPage(means, request, dayOf),
  };
  const workflowBundle = { codePath: WORKFLOW_BUNDLE };
  const worker = await Worker.create({ connection, taskQueue: NOBODY, workflowBundle, activities });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await connection.close();
  };
}

function addressOf(connection: unknown): string {
  return (connection as { options: { address: string } }).options.address;
}

/** All that a day comes to is done at once; it ends once it is held no longer. */
async function pretendPage(
  { outcomes }: ConnectorsStage['means'],
  { run, slice, page }: PageRequest,
  dayOf: (day: string) => PretendDay,
): Promise<PageResult> {
  const { imported, failed, isHeld = false } = dayOf(slice.window.from.slice(0, 10));
  const items =
    page > 0 ? [] : Array.from({ length: imported + failed }, (_, index) => itemOf(slice.index, index));
  await outcomes.openItems(run.runId, items);
  for (const [index, { itemKey }] of items.entries())
    await outcomes.closeItem(run.runId, itemKey, index < failed ? FAILED : IMPORTED);
  if (isHeld) await delay(100);
  return { blob: 'page', items: [], relisted: 0, end: isHeld ? null : { isWhole: true } };
}

const IMPORTED: OutcomeClosing = { status: 'imported', reason: null, attachments: [] };
const FAILED: OutcomeClosing = { status: 'failed', reason: 'MailboxFull', attachments: [] };

function itemOf(slice: number, index: number): Outcome {
  return {
    itemKey: newItemKey(),
    mailbox: null,
    status: 'open',
    origin: 'source',
    slice,
    itemId: `item-${index}`,
    sourceUserId: null,
    m365UserId: null,
    reason: null,
    attachments: [],
  };
}
