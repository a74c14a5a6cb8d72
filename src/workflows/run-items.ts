import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ApplicationFailure,
  CancellationScope,
  ChildWorkflowFailure,
  executeChild,
} from '@temporalio/workflow';
import type { ReasonCode } from '../domain/reasons.js';
import type { ArchiveItemInput, ItemResult, RunPlan } from '../domain/run.js';
import { storage } from './activities.js';
import { archiveItem } from './archive-item.js';
import { reasonOf, stopsRun } from './failures.js';
import { runPool } from './pool.js';
import { show, wait } from './run-display.js';
import { addResult, reasonsOf, type RunState } from './run-state.js';
import * as attributes from './search-attributes.js';

/** Items under way at a time in one run. More only queues them up inside Temporal. */
const ITEMS_AT_A_TIME = 40;
const MAX_WAIT_MS = 300_000;

type ItemRef = Omit<ArchiveItemInput, 'run'>;

interface WantedItem extends ItemRef {
  /** What the run has counted of an item that it takes up once more. */
  counted?: ItemResult;
}

/** A child per item, in a bounded pool. Throws a reason that concerns the whole connector, after those in hand have ended. */
export async function archiveItems(state: RunState, plan: RunPlan, items: WantedItem[]): Promise<void> {
  state.items.seen += items.filter(({ counted }) => counted === undefined).length;
  let stop: ReasonCode | undefined;
  await runPool(items, ITEMS_AT_A_TIME, async ({ counted, ...item }) => {
    if (stop !== undefined) return;
    const result = await archiveOne(state, plan, item);
    addResult(state, result, counted);
    show(state);
    stop = reasonsOf(result).find(stopsRun);
  });
  if (stop !== undefined) throw ApplicationFailure.nonRetryable(stop, stop);
}

/** Another run may have the same item in hand: then the ledger will tell us what became of it. */
async function archiveOne(state: RunState, plan: RunPlan, item: ItemRef): Promise<ItemResult> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await executeChild(archiveItem, {
        workflowId: `item/${item.itemKey}`,
        args: [{ run: plan.run, ...item }],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        parentClosePolicy: 'REQUEST_CANCEL',
        staticSummary: `Item for ${plan.displayName}`,
        typedSearchAttributes: [
          { key: attributes.ARCHIVER_CONNECTOR, value: plan.run.connectorId },
          { key: attributes.ARCHIVER_KIND, value: 'item' },
        ],
      });
    } catch (error) {
      if (state.canPause && error instanceof ChildWorkflowFailure) return await closeFor(plan, item, error);
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      // Ever more rarely, because each try costs events of a history that must not grow without end.
      const waitMs = Math.min(10_000 * 2 ** tries, MAX_WAIT_MS);
      await wait(state, waitMs, 'an item that another run has in hand');
    }
  }
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
