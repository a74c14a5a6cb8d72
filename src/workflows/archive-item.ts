import { CancellationScope, setCurrentDetails } from '@temporalio/workflow';
import { leavesOpen, type ReasonCode } from '../domain/reasons.js';
import type { ArchiveItemInput, ItemResult } from '../domain/run.js';
import { bulk, graph, source, storage } from './activities.js';
import { reasonOf } from './failures.js';
import { itemDetailsOf, type ItemProgress } from './item-details.js';
import { copySummary } from './summaries.js';

/**
 * One item from its record to a copy in every mailbox it belongs in. Always ends with every outcome row of the item
 * closed: what went wrong is in the result and on the report, not in a failed workflow.
 */
export async function archiveItem(input: ArchiveItemInput): Promise<ItemResult> {
  const result = emptyResult();
  let openMark = input.openMark;
  const show = (step: ItemProgress['step'], copies: number | null = null): void =>
    setCurrentDetails(itemDetailsOf(input, { step, copies }, result));
  try {
    show('staging');
    await source('record and attachments into staging').stageItem(input);
    show('converting');
    await bulk.convertItem(input);
    show('mapping');
    const mapped = await graph('participants to mailboxes').mapItem(input);
    openMark = mapped.openMark ?? openMark;
    for (const reason of mapped.refused ?? []) addFailure(result, reason);
    const { mailboxes } = mapped;
    const copies = result.failed + mailboxes.length;
    show('importing', copies);
    await Promise.all(
      mailboxes.map(async (mailbox, index) => {
        const summary = copySummary(mailbox, index, mailboxes.length);
        await importCopy({ ...input, mailbox }, summary, result);
        show('importing', copies);
      }),
    );
  } catch (error) {
    await fail(input, null, error, result);
  }
  await settle({ ...input, ...(openMark !== undefined && { openMark }) }, result);
  show('ended');
  return result;
}

/** Unless a later run is to take the item up again; what failed for good would only fail again. */
async function settle(input: ArchiveItemInput, { reasons }: ItemResult): Promise<void> {
  const left = (Object.keys(reasons) as ReasonCode[]).filter(leavesOpen);
  const isRefused = left.length > 0;
  if (left.some((reason) => reason !== 'NoLongerMapped') || (!input.isOpenItem && !isRefused)) return;
  await CancellationScope.nonCancellable(() =>
    storage.settleItem(isRefused ? { ...input, isRefused } : input),
  );
}

async function importCopy(
  input: ArchiveItemInput & { mailbox: string },
  summary: string,
  result: ItemResult,
): Promise<void> {
  try {
    const outcome = await graph(summary).importItem(input);
    result[outcome === 'partial' ? 'partiallyImported' : outcome] += 1;
  } catch (error) {
    await fail(input, input.mailbox, error, result);
  }
}

/** Closes the row of what failed, also while the run is being canceled: otherwise the report would not add up. */
async function fail(
  input: ArchiveItemInput,
  mailbox: string | null,
  error: unknown,
  result: ItemResult,
): Promise<void> {
  const reason = reasonOf(error);
  await CancellationScope.nonCancellable(() => storage.recordFailure({ ...input, mailbox, reason }));
  addFailure(result, reason);
}

function addFailure(result: ItemResult, reason: ReasonCode): void {
  result.failed += 1;
  result.reasons[reason] = (result.reasons[reason] ?? 0) + 1;
}

function emptyResult(): ItemResult {
  return { imported: 0, partiallyImported: 0, skipped: 0, failed: 0, reasons: {} };
}
