import { ArchiveError } from '../domain/errors.js';
import { sourceUserId } from '../domain/participant.js';
import type { ArchiveItemInput, RunRef } from '../domain/run.js';
import type { Outcome } from '../domain/report.js';
import { closeCutOffRuns } from './cut-off-runs.js';
import type { ArchiverDeps } from './deps.js';
import type { StoredItems } from './item-mail.js';
import { openLeftOver } from './left-over.js';
import type { RunContexts } from './run-context.js';

const ITEMS_PER_PAGE = 200;

/**
 * A page of what earlier runs left open, each with an outcome row in this run. `last` is null at the end. The first page
 * is preceded by a search for items that now have a mailbox, and for runs that were cut off by force. What would end as
 * it did under this mapping is passed over, and so is what this run has done already: it lists a page again where it was
 * interrupted in its middle.
 */
export function listOpenItems(deps: ArchiverDeps, contexts: RunContexts, stored: StoredItems) {
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
        items.map(async ({ itemKey, onlyFor }) => ({
          ...(await rowOf(deps, itemKey, await senderOf(stored, run, itemKey))),
          ...(onlyFor && { onlyFor }),
        })),
      ),
    );
    return {
      items: items.filter(({ itemKey }) => undone.has(itemKey)),
      last: open.length < ITEMS_PER_PAGE ? null : (open.at(-1)?.itemKey ?? null),
    };
  };
}

/** Null for an item that was never staged, or cannot be read. */
async function senderOf(stored: StoredItems, run: RunRef, itemKey: string): Promise<string | null> {
  try {
    return sourceUserId((await stored(run, itemKey)).item.sender);
  } catch (error) {
    if (error instanceof ArchiveError && (error.code === 'Unexpected' || error.code === 'MalformedItem'))
      return null;
    throw error;
  }
}

async function rowOf(deps: ArchiverDeps, itemKey: string, sender: string | null): Promise<Outcome> {
  const { staged } = await deps.ledger.entry(itemKey);
  return {
    itemKey,
    mailbox: null,
    status: 'open',
    origin: 'earlier-run',
    slice: null,
    itemId: staged?.itemId ?? itemKey,
    sourceUserId: sender,
    m365UserId: null,
    reason: null,
    attachments: [],
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
