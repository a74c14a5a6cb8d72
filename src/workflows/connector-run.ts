import {
  CancellationScope,
  CancelledFailure,
  ContinueAsNew,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import {
  kindOf,
  type ConnectorRunInput,
  type PageResult,
  type RunPlan,
  type RunResult,
  type Slice,
} from '../domain/run.js';
import { bulk, source, storage } from './activities.js';
import { continueIfLong } from './continue-if-long.js';
import { endBadly, report } from './end-run.js';
import { reasonOf } from './failures.js';
import { enter, show, wait } from './run-display.js';
import { takeUpParked } from './parked-items.js';
import { archiveItems } from './run-items.js';
import { failuresQuery, newState, progressOf, progressQuery, type RunState } from './run-state.js';
import * as attributes from './search-attributes.js';
import { canPause } from './versions.js';

/** A short slice is listed again this often before the run says `incomplete`. */
const MAX_RELISTINGS = 3;

/**
 * One connector from its watermark to the schedule's nominal time, over the window given by a backfill, or only what
 * earlier runs left.
 * `carried` is the state of the execution before continue-as-new.
 */
export async function connectorRun(input: ConnectorRunInput, carried?: RunState): Promise<RunResult> {
  const state = carried ?? newState(Date.now());
  state.canPause = canPause();
  setHandler(progressQuery, () => progressOf(state, Date.now()), {
    description: 'Phase, counts and rate of this run',
  });
  setHandler(failuresQuery, () => state.reasons, { description: 'How many copies failed, by reason' });
  show(state);
  const plan = (state.plan ??= await openRun(input));
  try {
    await takeUpOpenItems(input, state, plan);
    while (state.slice < plan.slices.length) await archiveSlice(input, state, plan);
    if (state.canPause) await takeUpParked(input, state, plan);
    // Items in hand when the run was canceled are failed as such; a run with them is not done.
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('Canceled at its end.');
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    return await endBadly(state, plan, reasonOf(error));
  }
  return await CancellationScope.nonCancellable(
    async () => await report(state, plan, state.incomplete ? 'incomplete' : 'done', state.incomplete),
  );
}

async function openRun(input: ConnectorRunInput): Promise<RunPlan> {
  const { workflowId, firstExecutionRunId, typedSearchAttributes } = workflowInfo();
  const nominal = typedSearchAttributes.get(attributes.SCHEDULED_START_TIME);
  const plan = await storage.openRun({
    ...input,
    workflowId,
    runId: firstExecutionRunId,
    startedAt: new Date(Date.now()).toISOString(),
    nominalTime: nominal ? nominal.toISOString() : null,
  });
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_CONNECTOR, value: input.connectorId },
    { key: attributes.ARCHIVER_KIND, value: kindOf(input) },
    { key: attributes.ARCHIVER_PHASE, value: 'archiving' },
    { key: attributes.ARCHIVER_WINDOW_FROM, value: new Date(plan.window.from) },
    { key: attributes.ARCHIVER_WINDOW_TO, value: new Date(plan.window.to) },
  ]);
  return plan;
}

/** Earlier runs' open items come first, from staging: the source may have purged them. */
async function takeUpOpenItems(input: ConnectorRunInput, state: RunState, plan: RunPlan): Promise<void> {
  const takesUp = plan.takesUpOpenItems ?? plan.movesWatermark;
  if (state.phase === 'archiving' || !takesUp) return enter(state, 'archiving');
  enter(state, 'open items');
  for (;;) {
    const { items, last } = await bulk.listOpenItems({ run: plan.run, after: state.openItemsAfter });
    await archiveItems(state, plan, items);
    state.openItemsAfter = last;
    if (last === null) return enter(state, 'archiving');
    await continueIfLong(input, state);
  }
}

async function archiveSlice(input: ConnectorRunInput, state: RunState, plan: RunPlan): Promise<void> {
  const slice = plan.slices[state.slice] as Slice;
  for (let isListed = false; !isListed;) {
    const page = await fetchPage(state, plan, slice);
    state.counts.relisted += page.relisted;
    state.counts.availableFromSource += page.items.length;
    await archiveItems(
      state,
      plan,
      page.items.map(({ itemKey, index }) => ({ itemKey, record: { blob: page.blob, index } })),
    );
    isListed = await turnPage(state, slice, page);
    if (!isListed) await continueIfLong(input, state);
  }
  if (plan.movesWatermark && !slice.isLookback && state.incomplete === null) {
    state.incomplete = (await bulk.moveWatermark({ run: plan.run, window: slice.window }))
      ? null
      : 'WatermarkMoved';
  }
  Object.assign(state, { slice: state.slice + 1, listing: 0, page: 0 });
  if (state.slice < plan.slices.length) await continueIfLong(input, state);
}

/** A site that no longer knows its own cursor has cut the listing off: it is listed again like one that came short. */
async function fetchPage({ listing, page }: RunState, { run }: RunPlan, slice: Slice): Promise<PageResult> {
  try {
    return await source(pageSummary(slice, listing, page)).fetchWindow({ run, slice, listing, page });
  } catch (error) {
    if (reasonOf(error) !== 'CursorRefused') throw error;
    return { blob: '', items: [], relisted: 0, end: { isWhole: false } };
  }
}

function pageSummary({ window, isLookback }: Slice, listing: number, page: number): string {
  const what = isLookback ? 'lookback' : 'items';
  const again = listing > 0 ? `, listed again (${listing})` : '';
  return `page ${page + 1} of ${what} archived ${window.from.slice(0, 16)} to ${window.to.slice(0, 16)}${again}`;
}

/** Goes to the next page, or lists again a slice that came short. True where the slice is done with. */
async function turnPage(state: RunState, slice: Slice, page: PageResult): Promise<boolean> {
  state.page += 1;
  if (page.end === null) return false;
  if (page.end.isWhole) return true;
  if (state.listing >= MAX_RELISTINGS) {
    // The lookback was counted when it was new.
    if (!slice.isLookback) state.incomplete = 'SourceIncomplete';
    return true;
  }
  state.listing += 1;
  state.page = 0;
  await wait(state, state.listing * 5_000, 'the source to list all it has counted');
  return false;
}
