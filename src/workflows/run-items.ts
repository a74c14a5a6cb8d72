import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { executeChild } from '@temporalio/workflow';
import type { ReasonCode } from '../domain/reasons.js';
import type { ArchiveItemInput, ItemResult, RunPlan } from '../domain/run.js';
import { archiveItem } from './archive-item.js';
import { reasonOf } from './failures.js';
import type { Run } from './gate.js';
import { runPool } from './pool.js';
import { show, wait } from './run-display.js';
import { addResult, type RunState } from './run-state.js';
import * as attributes from './search-attributes.js';
import { itemSummary } from './static-texts.js';

/** Items under way at a time in one run. More only queues them up inside Temporal. */
const ITEMS_AT_A_TIME = 40;
const MAX_WAIT_MS = 300_000;

type ItemRef = Omit<ArchiveItemInput, 'run'>;

/** A child per item, in a bounded pool. What is left of them where the execution was spent is for the next one. */
export async function archiveItems(run: Run, items: ItemRef[]): Promise<void> {
  const { state, gate } = run;
  await runPool(items, ITEMS_AT_A_TIME, async (item) => {
    if (gate.isSpent) return;
    state.underWay = (state.underWay ?? 0) + 1;
    const result = await archiveOne(run, item);
    state.underWay -= 1;
    if (result === undefined) return;
    addResult(state, result);
    show(state);
    gate.afterItem(Object.keys(result.reasons) as ReasonCode[]);
  });
  if (gate.isSpent) await gate.pass();
}

/** Another run may have the same item in hand: then the ledger will tell us what became of it. */
async function archiveOne(run: Run, item: ItemRef): Promise<ItemResult | undefined> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await run.gate.admit(async () => await startOne(run.plan, item));
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) await waitForOther(run.state, tries);
      else if (!run.gate.afterStep(reasonOf(error))) throw error;
    }
  }
}

async function startOne(plan: RunPlan, item: ItemRef): Promise<ItemResult> {
  return await executeChild(archiveItem, {
    workflowId: `item/${item.itemKey}`,
    args: [{ run: plan.run, ...item }],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    parentClosePolicy: 'REQUEST_CANCEL',
    staticSummary: itemSummary(plan.run.connectorId, item),
    typedSearchAttributes: [
      { key: attributes.ARCHIVER_CONNECTOR, value: plan.run.connectorId },
      { key: attributes.ARCHIVER_KIND, value: 'item' },
    ],
  });
}

/** Ever more rarely, because each try costs events of a history that must not grow without end. */
async function waitForOther(state: RunState, tries: number): Promise<void> {
  await wait(state, Math.min(10_000 * 2 ** tries, MAX_WAIT_MS), 'an item that another run has in hand');
}
