import pLimit from 'p-limit';
import { ArchiveError } from '../domain/errors.js';
import { itemKey } from '../domain/identity.js';
import { isSettled, type LedgerEntry } from '../domain/ledger-entry.js';
import type { Outcome, SourceFault } from '../domain/report.js';
import type { PageRequest, PageResult } from '../domain/run.js';
import type { SourcePage } from '../sources/source.js';
import { changedRecordBlob, pageBlob } from '../storage/blob-names.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import { digestOf, identityOf, senderOf } from './records.js';
import type { RunContext, RunContexts } from './run-context.js';
import type { StagedPages } from './staged-pages.js';

const LEDGER_READS_AT_A_TIME = 16;

/** A record of a page with its identity. */
interface Listed {
  index: number;
  record: unknown;
  itemId: string;
  key: string;
  digest: string;
  sender: string | null;
}

/**
 * Stages one page as the source delivered it and opens an outcome row for each of its items. A page that is staged
 * already is taken from there: the source may answer differently the second time. Items of the lookback that are
 * settled are dropped, and so is what this run has already done.
 */
export function fetchWindow(deps: ArchiverDeps, contexts: RunContexts, pages: StagedPages) {
  return async function fetchWindow(request: PageRequest): Promise<PageResult> {
    const context = await contexts(request.run);
    const blob = blobOf(request, request.page);
    if (!(await deps.staging.find(blob)) && !(await stagePage(deps, context, pages, request))) {
      return { blob, items: [], relisted: 0, end: { isWhole: true } };
    }
    const page = await pages.load(context.source, blob);
    const listed = identified(context, page);
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
      end: await endOf(deps, request, page, listed),
    };
  };
}

function blobOf({ run, slice, listing }: PageRequest, page: number): string {
  return pageBlob({ ...run, slice: slice.index, listing, page });
}

/** False where the lookback reaches back to what the source has purged: all of it was read when it was new. */
async function stagePage(
  deps: ArchiverDeps,
  context: RunContext,
  pages: StagedPages,
  request: PageRequest,
): Promise<boolean> {
  const { source, record } = context;
  const signal = cancellation();
  const account = await source.account(signal);
  if (account.id !== record.account)
    throw new ArchiveError('AccountMismatch', 'The login belongs to another account.');
  const before = request.page === 0 ? null : await pages.load(source, blobOf(request, request.page - 1));
  try {
    const bytes = await source.fetchPage(
      { window: request.slice.window, cursor: before?.nextCursor ?? null },
      signal,
    );
    await deps.staging.create(blobOf(request, request.page), bytes, 'application/json');
    return true;
  } catch (error) {
    if (request.slice.isLookback && error instanceof ArchiveError && error.code === 'WindowPurged')
      return false;
    throw error;
  }
}

/** Repeats on the same page are dropped. */
function identified({ source, record: { account } }: RunContext, page: SourcePage): Listed[] {
  const byKey = new Map<string, Listed>();
  page.records.forEach((record, index) => {
    const { itemId, revision } = identityOf(source, record);
    const key = itemKey(account, itemId, revision);
    if (byKey.has(key)) return;
    const [digest, sender] = [digestOf(source, record), senderOf(source, record)];
    byKey.set(key, { index, record, itemId, key, digest, sender });
  });
  return [...byKey.values()];
}

async function sortOut(
  deps: ArchiverDeps,
  request: PageRequest,
  listed: Listed[],
): Promise<{ wanted: Listed[]; relisted: number }> {
  const limit = pLimit(LEDGER_READS_AT_A_TIME);
  const isDropped = await limit.map(listed, async (item) => {
    const entry = await deps.ledger.entry(item.key);
    await keepChange(deps, request, item, entry);
    return request.slice.isLookback && isSettled(entry);
  });
  const wanted = listed.filter((_, index) => !isDropped[index]);
  return { wanted, relisted: listed.length - wanted.length };
}

/** The same revision with other content: kept beside what is archived and reported once. Staging wins. */
async function keepChange(
  deps: ArchiverDeps,
  { run, slice }: PageRequest,
  item: Listed,
  entry: LedgerEntry,
): Promise<void> {
  const { digest } = item;
  if (!entry.staged || entry.staged.recordDigest === digest) return;
  const kept = Buffer.from(JSON.stringify(item.record));
  await deps.staging.create(changedRecordBlob(item.key, digest), kept, 'application/json');
  if (!(await deps.ledger.recordChange(item.key, digest, run.runId))) return;
  const changed = {
    itemKey: digest.slice(0, 32),
    origin: null,
    status: 'failed',
    reason: 'SourceChanged',
  } as const;
  await deps.outcomes.openItems(run.runId, [{ ...outcomeOf(item, slice.index), ...changed }]);
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

/** On the last page: whether this listing held as many distinct items as the source counts, and nothing is amiss there. */
async function endOf(
  deps: ArchiverDeps,
  request: PageRequest,
  page: SourcePage,
  listed: Listed[],
): Promise<PageResult['end']> {
  const keys = listed.map(({ key }) => key);
  await deps.staging.create(
    `${blobOf(request, request.page)}.keys`,
    Buffer.from(keys.join('\n')),
    'text/plain',
  );
  if (page.nextCursor !== null) return null;
  const distinct = new Set(keys);
  for (let earlier = 0; earlier < request.page; earlier += 1) {
    const text = (await deps.staging.read(`${blobOf(request, earlier)}.keys`)).toString();
    for (const key of text.split('\n')) if (key !== '') distinct.add(key);
  }
  const faults = page.faults ?? [];
  if (!request.slice.isLookback) await recordFaults(deps, request, faults);
  return { isWhole: distinct.size >= page.windowCount && faults.length === 0 };
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
