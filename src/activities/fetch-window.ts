import pLimit from 'p-limit';
import { isSettled, type LedgerEntry } from '../domain/ledger-entry.js';
import type { Outcome, SourceFault } from '../domain/report.js';
import type { PageRequest, PageResult } from '../domain/run.js';
import type { SourcePage } from '../sources/source.js';
import { changedRecordBlob } from '../storage/blob-names.js';
import type { ArchiverDeps } from './deps.js';
import { ListedPages } from './listed-pages.js';
import { listedOn, type Listed } from './listed.js';
import type { RunContexts } from './run-context.js';
import { blobOf, stagePage } from './stage-page.js';
import type { StagedPages } from './staged-pages.js';

const LEDGER_READS_AT_A_TIME = 16;

/**
 * Stages one page as the source delivered it and opens an outcome row for each of its items. A page that is staged
 * already is taken from there: the source may answer differently the second time. Items of the lookback that are
 * settled are dropped, and so is what this run has already done. What the source has purged of a slice is passed over,
 * and recorded as a gap of the run.
 */
export function fetchWindow(deps: ArchiverDeps, contexts: RunContexts, pages: StagedPages) {
  return async function fetchWindow(request: PageRequest): Promise<PageResult> {
    const context = await contexts(request.run);
    const blob = blobOf(request, request.page);
    if ((await stagePage(deps, context, pages, request)) === 'purged') {
      return { blob, items: [], relisted: 0, end: { isWhole: true } };
    }
    const page = await pages.load(context.source, blob);
    const listed = listedOn(context, page);
    const { wanted, relisted } = await sortOut(deps, request, listed);
    const open = await deps.outcomes.openItems(
      request.run.runId,
      wanted.map((item) => ({
        ...outcomeOf(item, request.slice.index),
        record: { blob, index: item.index },
      })),
    );
    return {
      blob,
      items: wanted.filter(({ key }) => open.has(key)).map(({ key, index }) => ({ itemKey: key, index })),
      relisted,
      ofSlice: page.windowCount,
      end: await endOf(deps, new ListedPages(pages, context.source, request), page, listed),
    };
  };
}

/** What this run is to archive of a page, and how much of it was settled before. */
async function sortOut(
  deps: ArchiverDeps,
  request: PageRequest,
  listed: Listed[],
): Promise<{ wanted: Listed[]; relisted: number }> {
  const limit = pLimit(LEDGER_READS_AT_A_TIME);
  const isDropped = await limit.map(listed, async (item) => {
    const entry = await deps.ledger.entry(item.key);
    await reportChanges(deps, request, item, entry);
    return request.slice.isLookback && isSettled(entry);
  });
  const wanted = listed.filter((_, index) => !isDropped[index]);
  return { wanted, relisted: listed.length - wanted.length };
}

/** The same revision with other content: kept beside what is archived and reported once. Staging wins. */
async function reportChanges(
  deps: ArchiverDeps,
  { run, slice }: PageRequest,
  item: Listed,
  { staged }: LedgerEntry,
): Promise<void> {
  const archived = staged?.recordDigest ?? item.contents[0]?.digest;
  for (const { digest, bytes } of item.contents.filter((content) => content.digest !== archived)) {
    await deps.staging.create(changedRecordBlob(item.key, digest), bytes(), 'application/json');
    if (!(await deps.ledger.recordChange(item.key, digest, run.runId))) continue;
    const changed = {
      itemKey: digest.slice(0, 32),
      origin: null,
      status: 'failed',
      reason: 'SourceChanged',
    } as const;
    await deps.outcomes.openItems(run.runId, [{ ...outcomeOf(item, slice.index), ...changed }]);
  }
}

function outcomeOf({ key, itemId, sender }: Listed, slice: number): Outcome {
  return {
    itemKey: key,
    mailbox: null,
    status: 'open',
    origin: 'source',
    slice,
    itemId,
    sourceUserId: sender,
    m365UserId: null,
    reason: null,
    attachments: [],
  };
}

/**
 * On the last page: whether this listing held as many distinct items as the source counts, and nothing is amiss there.
 * A listing that would never end is ended here, and is not whole: where the list ends, nobody knows.
 */
async function endOf(
  deps: ArchiverDeps,
  pages: ListedPages,
  page: SourcePage,
  listed: Listed[],
): Promise<PageResult['end']> {
  const { request } = pages;
  await pages.recordKeys(listed.map(({ key }) => key));
  if (page.nextCursor !== null) return (await pages.isEndless(page.nextCursor)) ? { isWhole: false } : null;
  const faults = page.faults ?? [];
  if (!request.slice.isLookback) await recordFaults(deps, request, faults);
  return { isWhole: (await pages.distinctItems()) >= page.windowCount && faults.length === 0 };
}

/** What a later listing of the same run no longer finds amiss is amiss no longer. */
async function recordFaults(
  deps: ArchiverDeps,
  { run, slice }: PageRequest,
  faults: SourceFault[],
): Promise<void> {
  const found = faults.map((fault) => ({ ...fault, slice: slice.index }));
  await deps.runs.update(run.runId, (known) => ({
    ...known,
    sourceFaults: [...known.sourceFaults.filter((fault) => fault.slice !== slice.index), ...found],
  }));
}
