import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, ChildWorkflowFailure, executeChild } from '@temporalio/workflow';
import type { ArchiveItemInput, ItemResult, RunPlan } from '../domain/run.js';
import { storage } from './activities.js';
import { archiveItem } from './archive-item.js';
import { reasonOf } from './failures.js';
import type { Run } from './gate.js';
import { runPool } from './pool.js';
import { show, wait } from './run-display.js';
import { addResult, reasonsOf, type RunState } from './run-state.js';
import * as attributes from './search-attributes.js';
import { itemSummary } from './static-texts.js';

/** Items under way at a time in one run. More only queues them up inside Temporal. */
const ITEMS_AT_A_TIME = 40;
const MAX_WAIT_MS = 300_000;

type ItemRef = Omit<ArchiveItemInput, 'run'>;

interface WantedItem extends ItemRef {
  /** What the run has counted of an item that it takes up once more. */
  counted?: ItemResult;
}

/** A child per item, in a bounded pool. What is left of them where the execution was spent is for the next one. */
export async function archiveItems(run: Run, items: WantedItem[]): Promise<void> {
  const { state, gate } = run;
  await runPool(items, ITEMS_AT_A_TIME, async ({ counted, ...item }) => {
    if (gate.isSpent) return;
    state.underWay = (state.underWay ?? 0) + 1;
    const result = await archiveOne(run, item);
    state.underWay -= 1;
    if (result === undefined) return;
    addResult(state, result, counted);
    show(state);
    gate.afterItem(reasonsOf(result));
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
      else if (run.state.canPause && error instanceof ChildWorkflowFailure)
        return await closeFor(run.plan, item, error);
      else throw error;
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

/**
 * An item whose workflow was terminated, or ended in another way than by itself: what it has left open is closed in its
 * place, and the item left to the last round. What it may still be sending is known to the ledger.
 */
async function closeFor(plan: RunPlan, item: ItemRef, error: ChildWorkflowFailure): Promise<ItemResult> {
  const reason = reasonOf(error);
  const failure = { run: plan.run, ...item, mailbox: null, reason };
  const closed: ItemResult | undefined = await CancellationScope.nonCancellable(() =>
    storage.recordFailure(failure),
  );
  // A worker of an older program does not say.
  return closed ?? { imported: 0, partiallyImported: 0, skipped: 0, failed: 1, reasons: { [reason]: 1 } };
}
