import { ArchiveError } from '../domain/errors.js';
import type { PageRequest } from '../domain/run.js';
import { hoursInside, mergeWindows, type Window } from '../domain/window.js';
import type { Source } from '../sources/source.js';
import { listedWindowBlob, pageBlob } from '../storage/blob-names.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import type { RunContext } from './run-context.js';
import type { StagedPages } from './staged-pages.js';

export function blobOf({ run, slice, listing }: PageRequest, page: number): string {
  return pageBlob({ ...run, slice: slice.index, listing, page });
}

/**
 * Brings a page into staging as the source delivers it, unless it is there. `purged`, and nothing staged, where the
 * source keeps nothing more of the slice. Rejects with CursorRefused where the listing has been cut off and must begin
 * anew.
 */
export async function stagePage(
  deps: ArchiverDeps,
  context: RunContext,
  pages: StagedPages,
  request: PageRequest,
): Promise<'staged' | 'purged'> {
  const { source } = context;
  if (await deps.staging.find(blobOf(request, request.page))) return 'staged';
  const narrowed = await recordedWindow(deps, request);
  const before = request.page === 0 ? null : await pages.load(source, blobOf(request, request.page - 1));
  const window = narrowed ?? request.slice.window;
  const bytes = await fetchPage(source, window, before?.nextCursor ?? null);
  if (bytes !== 'purged') return await stage(deps, request, bytes);
  // All of the lookback was read when it was new.
  if (request.slice.isLookback) return 'purged';
  if (before !== null || narrowed !== undefined) throw cutOff();
  return await stageRest(deps, source, request);
}

async function fetchPage(source: Source, window: Window, cursor: string | null): Promise<Buffer | 'purged'> {
  try {
    return await source.fetchPage({ window, cursor }, cancellation());
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'WindowPurged') return 'purged';
    throw error;
  }
}

async function stage(deps: ArchiverDeps, request: PageRequest, bytes: Buffer): Promise<'staged'> {
  await deps.staging.create(blobOf(request, request.page), bytes, 'application/json');
  return 'staged';
}

/** The gap goes on record before anything of the rest is seen: no later failure can hide it. */
async function stageRest(
  deps: ArchiverDeps,
  source: Source,
  request: PageRequest,
): Promise<'staged' | 'purged'> {
  const { window } = request.slice;
  const rest = await firstKept(source, window);
  await recordGap(deps, request, { from: window.from, to: rest?.window.from ?? window.to });
  if (rest === undefined) return 'purged';
  const { created } = await deps.staging.create(
    windowBlobOf(request),
    Buffer.from(JSON.stringify(rest.window)),
    'application/json',
  );
  // An earlier try may have found another hour, and the cursors of a listing belong to one window.
  if (!created) throw cutOff();
  return await stage(deps, request, rest.bytes);
}

/** The first page of what the source still keeps of a window, to the hour; undefined where that is nothing. */
async function firstKept(
  source: Source,
  { from, to }: Window,
): Promise<{ window: Window; bytes: Buffer } | undefined> {
  const hours = hoursInside({ from, to });
  let kept: { window: Window; bytes: Buffer } | undefined;
  let [low, high] = [0, hours.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const window = { from: hours[middle] ?? to, to };
    const bytes = await fetchPage(source, window, null);
    if (bytes === 'purged') low = middle + 1;
    else [high, kept] = [middle, { window, bytes }];
  }
  return kept;
}

async function recordGap(deps: ArchiverDeps, { run }: PageRequest, gap: Window): Promise<void> {
  await deps.runs.update(run.runId, (known) => ({ ...known, gaps: mergeWindows([...known.gaps, gap]) }));
}

/** The window that an earlier page of the listing was narrowed down to: its cursors belong to no other. */
async function recordedWindow(deps: ArchiverDeps, request: PageRequest): Promise<Window | undefined> {
  const blob = windowBlobOf(request);
  if ((await deps.staging.find(blob)) === undefined) return undefined;
  return JSON.parse((await deps.staging.read(blob)).toString()) as Window;
}

function windowBlobOf({ run, slice, listing }: PageRequest): string {
  return listedWindowBlob({ ...run, slice: slice.index, listing });
}

function cutOff(): ArchiveError {
  return new ArchiveError('CursorRefused', 'The source has purged more of the window while it was listed.');
}
