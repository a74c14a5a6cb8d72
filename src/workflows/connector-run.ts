import {
  CancellationScope,
  CancelledFailure,
  ContinueAsNew,
  continueAsNew,
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
import { endBadly, endUnopened, report } from './end-run.js';
import { reasonOf } from './failures.js';
import { during, enter, show, wait } from './run-display.js';
import { archiveItems } from './run-items.js';
import {
  failuresQuery,
  newState,
  noteListed,
  progressOf,
  progressQuery,
  type RunState,
} from './run-state.js';
import * as attributes from './search-attributes.js';
import { pageSummary } from './summaries.js';
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
  state.isIndexed = canPause();
  setHandler(progressQuery, () => progressOf(state, Date.now()), {
    description: 'How far this run is: phase, counts, rate, time left, what it waits for or why it is paused',
  });
  setHandler(failuresQuery, () => state.reasons, {
    description: 'How many copies have failed so far, by reason (docs/reasons.md says what to do)',
  });
  if (state.isIndexed && !carried) index(input);
  show(state);
  const plan = (state.plan ??= await opened(input, state));
  try {
    await takeUpOpenItems(input, state, plan);
    while (state.slice < plan.slices.length) await archiveSlice(input, state, plan);
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

/** Also of a run that somebody started by hand, and before anything can hold it up. */
function index(input: ConnectorRunInput): void {
  // What somebody typed may be anything; `openRun` says what is wrong with it.
  if (typeof input?.connectorId !== 'string') return;
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_CONNECTOR, value: input.connectorId },
    { key: attributes.ARCHIVER_KIND, value: kindOf(input) },
  ]);
}

async function opened(input: ConnectorRunInput, state: RunState): Promise<RunPlan> {
  try {
    return await during(state, 'the settings and the watermark', async () => await openRun(input));
  } catch (error) {
    throw endUnopened(state, error);
  }
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
    { key: attributes.ARCHIVER_PHASE, value: takesUp(plan) ? 'open-items' : 'archiving' },
    { key: attributes.ARCHIVER_WINDOW_FROM, value: new Date(plan.window.from) },
    { key: attributes.ARCHIVER_WINDOW_TO, value: new Date(plan.window.to) },
  ]);
  return plan;
}

/** Earlier runs' open items come first, from staging: the source may have purged them. */
async function takeUpOpenItems(input: ConnectorRunInput, state: RunState, plan: RunPlan): Promise<void> {
  if (state.phase === 'archiving' || !takesUp(plan)) return enter(state, 'archiving');
  enter(state, 'open-items');
  for (;;) {
    const { items, last } = await during(
      state,
      'the list of what earlier runs left open',
      async () => await bulk.listOpenItems({ run: plan.run, after: state.openItemsAfter }),
    );
    await archiveItems(state, plan, items);
    state.openItemsAfter = last;
    if (last === null) return enter(state, 'archiving');
    await continueIfLong(input, state);
  }
}

function takesUp({ takesUpOpenItems, movesWatermark }: RunPlan): boolean {
  return takesUpOpenItems ?? movesWatermark;
}

async function archiveSlice(input: ConnectorRunInput, state: RunState, plan: RunPlan): Promise<void> {
  const slice = plan.slices[state.slice] as Slice;
  for (let isListed = false; !isListed;) {
    const page = await fetchPage(state, plan, slice);
    noteListed(state, page);
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
  delete state.listed;
  if (state.slice < plan.slices.length) await continueIfLong(input, state);
}

/** A site that no longer knows its own cursor has cut the listing off: it is listed again like one that came short. */
async function fetchPage(state: RunState, { run }: RunPlan, slice: Slice): Promise<PageResult> {
  const { listing, page } = state;
  const request = { run, slice, listing, page };
  const summary = pageSummary(request);
  try {
    return await during(
      state,
      `the source: ${summary}`,
      async () => await source(summary).fetchWindow(request),
    );
  } catch (error) {
    if (reasonOf(error) !== 'CursorRefused') throw error;
    return { blob: '', items: [], relisted: 0, end: { isWhole: false } };
  }
}

/** Temporal ends an execution whose history has grown too long; the run goes on in a new one before that. */
async function continueIfLong(input: ConnectorRunInput, state: RunState): Promise<void> {
  if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof connectorRun>(input, state);
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
