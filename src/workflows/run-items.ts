import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ApplicationFailure, executeChild } from '@temporalio/workflow';
import type { ReasonCode } from '../domain/reasons.js';
import type { ArchiveItemInput, ItemResult, RunPlan } from '../domain/run.js';
import { archiveItem } from './archive-item.js';
import { stopsRun } from './failures.js';
import { runPool } from './pool.js';
import { show, wait } from './run-display.js';
import { addResult, type RunState } from './run-state.js';
import * as attributes from './search-attributes.js';
import { itemSummary } from './static-texts.js';

/** Items under way at a time in one run. More only queues them up inside Temporal. */
const ITEMS_AT_A_TIME = 40;
const MAX_WAIT_MS = 300_000;

type ItemRef = Omit<ArchiveItemInput, 'run'>;

/** A child per item, in a bounded pool. Throws a reason that concerns the whole connector, after those in hand have ended. */
export async function archiveItems(state: RunState, plan: RunPlan, items: ItemRef[]): Promise<void> {
  state.items.seen += items.length;
  let stop: ReasonCode | undefined;
  await runPool(items, ITEMS_AT_A_TIME, async (item) => {
    if (stop !== undefined) return;
    state.underWay = (state.underWay ?? 0) + 1;
    const result = await archiveOne(state, plan, item);
    state.underWay -= 1;
    addResult(state, result);
    show(state);
    stop = (Object.keys(result.reasons) as ReasonCode[]).find(stopsRun);
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
        staticSummary: itemSummary(plan.run.connectorId, item),
        typedSearchAttributes: [
          { key: attributes.ARCHIVER_CONNECTOR, value: plan.run.connectorId },
          { key: attributes.ARCHIVER_KIND, value: 'item' },
        ],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      // Ever more rarely, because each try costs events of a history that must not grow without end.
      const waitMs = Math.min(10_000 * 2 ** tries, MAX_WAIT_MS);
      await wait(state, waitMs, 'an item that another run has in hand');
    }
  }
}
