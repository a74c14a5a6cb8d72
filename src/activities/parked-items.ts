import { resultOf } from '../domain/parked.js';
import type { Outcome } from '../domain/report.js';
import type { ArchiveItemInput, ItemResult, RunRef } from '../domain/run.js';
import type { ListedOpenItem } from '../storage/open-items.js';
import type { RunRecord } from '../storage/runs.js';
import { cancellation, type ArchiverDeps } from './deps.js';

const ITEMS_PER_PAGE = 200;

/** An item that its run takes up once more. */
export interface ParkedItem extends Omit<ArchiveItemInput, 'run'> {
  /** What the run has counted of it so far. */
  counted: ItemResult;
}

/**
 * A page of what this run was refused for a while, in the order of the keys from after `after` on; `last` is null at the
 * end. Their rows are open again; each is opened once, and found by a repeated call as long as nobody has closed it.
 * To be called with no item of the run in hand: a row that is still open is one whose workflow was cut off.
 */
export function listParkedItems(deps: ArchiverDeps) {
  return async function listParkedItems({
    run,
    after,
  }: {
    run: RunRef;
    after: string | null;
  }): Promise<{ items: ParkedItem[]; last: string | null }> {
    const record = await deps.runs.get(run.runId);
    const items: ParkedItem[] = [];
    for await (const rows of deps.outcomes.reopen(run.runId, after)) {
      cancellation().throwIfAborted();
      const item = await parkedItem(deps, record, rows);
      items.push(item);
      if (items.length >= ITEMS_PER_PAGE) return { items, last: item.itemKey };
    }
    return { items, last: null };
  };
}

/** It stands among the open items since it failed; once it has gone through, it is taken off them by its mark. */
async function parkedItem(deps: ArchiverDeps, run: RunRecord, rows: readonly Outcome[]): Promise<ParkedItem> {
  const [{ itemKey, record: listed, onlyFor: taken }] = rows as [Outcome];
  const open = await deps.openItems.find(run.connectorId, itemKey);
  const record = listed ?? open?.record;
  const onlyFor = taken ?? open?.onlyFor;
  return {
    itemKey,
    isOpenItem: true,
    isLastRound: true,
    counted: resultOf(rows),
    ...(record && { record }),
    ...(onlyFor && { onlyFor }),
    ...(open && isSettledFor(run.mailboxes ? [run.runId] : taken, open) && { openMark: open.mark }),
  };
}

/** What is done for these alone, or for all, must not take off the open items what is open for others too. */
function isSettledFor(doneFor: string[] | undefined, { onlyFor }: ListedOpenItem): boolean {
  return doneFor === undefined || (onlyFor?.every((runId) => doneFor.includes(runId)) ?? false);
}
