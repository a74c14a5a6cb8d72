import type { ArchiveItemInput, RunRef } from '../domain/run.js';
import type { Outcome } from '../domain/report.js';
import type { OpenItem } from '../storage/open-items.js';
import { closeCutOffRuns } from './cut-off-runs.js';
import type { ArchiverDeps } from './deps.js';
import { openLeftOver } from './left-over.js';
import type { NamesOf } from './open-items-names.js';
import type { RunContexts } from './run-context.js';

const ITEMS_PER_PAGE = 200;

/**
 * A page of what earlier runs left open, each with an outcome row in this run. `last` is null at the end. The first page
 * is preceded by a search for items that now have a mailbox, and for runs that were cut off by force. What would end as
 * it did under this mapping is passed over, and so is what this run has done already: it lists a page again where it was
 * interrupted in its middle.
 */
export function listOpenItems(deps: ArchiverDeps, contexts: RunContexts, namesOf: NamesOf) {
  return async function listOpenItems({
    run,
    after,
  }: {
    run: RunRef;
    after: string | null;
  }): Promise<{ items: Omit<ArchiveItemInput, 'run'>[]; last: string | null }> {
    const context = await contexts(run);
    if (after === null) {
      await closeCutOffRuns(deps, run.connectorId);
      await openLeftOver(deps, context);
    }
    const open = await deps.openItems.list(run.connectorId, { after, limit: ITEMS_PER_PAGE });
    const { version } = context.record.mapping;
    const wanted = open.filter(({ notUnder }) => notUnder !== version);
    const items = wanted.map(({ itemKey, record, mark, onlyFor }) => ({
      itemKey,
      isOpenItem: true,
      openMark: mark,
      ...(record && { record }),
      ...(onlyFor && { onlyFor }),
    }));
    const undone = await deps.outcomes.openItems(
      run.runId,
      await Promise.all(
        wanted.toSorted(byPage).map(async (item) => ({ ...rowOf(item), ...(await namesOf(run, item)) })),
      ),
    );
    return {
      items: items.filter(({ itemKey }) => undone.has(itemKey)),
      last: open.length < ITEMS_PER_PAGE ? null : (open.at(-1)?.itemKey ?? null),
    };
  };
}

/** Few pages are kept at a time, and the order of the keys would go from one to the other and back. */
function byPage({ record: a }: OpenItem, { record: b }: OpenItem): number {
  return (a?.blob ?? '').localeCompare(b?.blob ?? '');
}

function rowOf({ itemKey, onlyFor }: OpenItem): Omit<Outcome, 'itemId' | 'sourceUserId'> {
  return {
    itemKey,
    mailbox: null,
    status: 'open',
    origin: 'earlier-run',
    slice: null,
    m365UserId: null,
    reason: null,
    attachments: [],
    ...(onlyFor && { onlyFor }),
  };
}

/** `isRefused`: what is left of it would only be refused again under the run's mapping. */
export interface SettleItemInput extends ArchiveItemInput {
  isRefused?: boolean;
}

/**
 * An open item that has now come to its end is open no longer, unless another run has opened it again meanwhile: for
 * somebody who is mapped now, and was not when this run began. A fault of the whole stays only where it has no copies.
 */
export function settleItem(deps: ArchiverDeps, contexts: RunContexts) {
  return async function settleItem(input: SettleItemInput): Promise<void> {
    const { run, itemKey, openMark, isRefused } = input;
    const { copies } = await deps.ledger.entry(itemKey);
    if (copies.length > 0) await deps.ledger.clearFault(itemKey);
    if (openMark === undefined) return;
    if (!isRefused) return await deps.openItems.remove(run.connectorId, itemKey, openMark);
    const { version } = (await contexts(run)).record.mapping;
    await deps.openItems.keepFor(run.connectorId, itemKey, openMark, version);
  };
}
