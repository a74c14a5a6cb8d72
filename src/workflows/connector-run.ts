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
import { checkInput, index } from './begin-run.js';
import { endBadly, endUnopened, report } from './end-run.js';
import { reasonOf } from './failures.js';
import { insist, type Gate, type Run } from './gate.js';
import { openGate } from './open-gate.js';
import { heedSignals } from './pause-signals.js';
import { takeUpParked } from './parked-items.js';
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
import { canPause, opensOnceResumed } from './versions.js';

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
  answerQueries(state);
  if (state.canPause && !carried) checkInput(input, state);
  const gate = openGate(input, state, async () => await continueAsNew<typeof connectorRun>(input, state));
  heedSignals(state);
  if (state.canPause && !carried) index(input);
  show(state);
  try {
    state.plan ??= await opened(input, state, gate);
    return await archive({ state, plan: state.plan, gate });
  } finally {
    await gate.close();
  }
}

function answerQueries(state: RunState): void {
  setHandler(progressQuery, () => progressOf(state, Date.now()), {
    description: 'How far this run is: phase, counts, rate, time left, what it waits for or why it is paused',
  });
  setHandler(failuresQuery, () => state.reasons, {
    description: 'How many copies have failed so far, by reason (docs/reasons.md says what to do)',
  });
}

async function archive(run: Run): Promise<RunResult> {
  const { state, plan, gate } = run;
  try {
    await takeUpOpenItems(run);
    while (state.slice < plan.slices.length) await archiveSlice(run);
    await gate.pass();
    await takeUpParked(run);
    // Items in hand when the run was canceled are failed as such; a run with them is not done.
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('Canceled at its end.');
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
    return await endBadly(run, reasonOf(error));
  }
  const ended = state.incomplete ? 'incomplete' : 'done';
  return await insist(gate, async () => await report(run, ended, state.incomplete));
}

async function opened(input: ConnectorRunInput, state: RunState, gate: Gate): Promise<RunPlan> {
  const open = async () => await openRun(input);
  try {
    // In a new execution of a run that was refused here and is still paused: it would be refused again.
    if (state.isHalted && opensOnceResumed()) await gate.pass();
    return await during(state, 'the settings and the watermark', async () => await insist(gate, open));
  } catch (error) {
    if (error instanceof ContinueAsNew) throw error;
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

/**
 * Earlier runs' open items come first, from staging: the source may have purged them. Once: an execution that goes on
 * with a report that was refused would find what its own run has left.
 */
async function takeUpOpenItems(run: Run): Promise<void> {
  const { state, plan, gate } = run;
  if (state.phase === 'reporting') return;
  if (state.phase === 'archiving' || !takesUp(plan)) return enter(state, 'archiving');
  enter(state, 'open-items');
  for (;;) {
    await gate.pass();
    const listing = { run: plan.run, after: state.openItemsAfter };
    const list = async () => await bulk.listOpenItems(listing);
    const { items, last } = await during(
      state,
      'the list of what earlier runs left open',
      async () => await insist(gate, list),
    );
    countPage(state, { seen: items.length });
    await archiveItems(run, items);
    state.openItemsAfter = last;
    delete state.isPageCounted;
    if (last === null) return enter(state, 'archiving');
    await gate.continueIfLong();
  }
}

function takesUp({ takesUpOpenItems, movesWatermark }: RunPlan): boolean {
  return takesUpOpenItems ?? movesWatermark;
}

async function archiveSlice(run: Run): Promise<void> {
  const { state, plan, gate } = run;
  const slice = plan.slices[state.slice] as Slice;
  await gate.pass();
  while (!state.isListed) {
    await archivePage(run, slice);
    if (state.isListed) break;
    await gate.continueIfLong();
    await gate.pass();
  }
  await moveWatermark(run, slice);
  Object.assign(state, { slice: state.slice + 1, listing: 0, page: 0 });
  delete state.listed;
  delete state.isListed;
  if (state.slice < plan.slices.length) await gate.continueIfLong();
}

async function archivePage(run: Run, slice: Slice): Promise<void> {
  const { state } = run;
  const page = await fetchPage(run, slice);
  if (!state.isPageCounted) noteListed(state, slice, page);
  countPage(state, { seen: page.items.length, fromSource: page.items.length, relisted: page.relisted });
  await archiveItems(
    run,
    page.items.map(({ itemKey, index }) => ({ itemKey, record: { blob: page.blob, index } })),
  );
  state.isListed = await turnPage(state, slice, page);
}

/** A page that is fetched again in a new execution gives only what the run has not done of it, and was counted before. */
function countPage(
  state: RunState,
  { seen, fromSource = 0, relisted = 0 }: { seen: number; fromSource?: number; relisted?: number },
): void {
  if (state.isPageCounted) return;
  state.isPageCounted = true;
  state.items.seen += seen;
  state.counts.availableFromSource += fromSource;
  state.counts.relisted += relisted;
}

async function moveWatermark({ state, plan, gate }: Run, { window, isLookback }: Slice): Promise<void> {
  if (!plan.movesWatermark || isLookback || state.incomplete !== null) return;
  const hasMoved = await insist(gate, async () => await bulk.moveWatermark({ run: plan.run, window }));
  state.incomplete = hasMoved ? null : 'WatermarkMoved';
}

/** A site that no longer knows its own cursor has cut the listing off: it is listed again like one that came short. */
async function fetchPage({ state, plan, gate }: Run, slice: Slice): Promise<PageResult> {
  const { listing, page } = state;
  const request = { run: plan.run, slice, listing, page };
  const summary = pageSummary(request);
  const fetch = async () => await source(summary).fetchWindow(request);
  try {
    return await during(state, `the source: ${summary}`, async () => await insist(gate, fetch));
  } catch (error) {
    if (reasonOf(error) !== 'CursorRefused') throw error;
    return { blob: '', items: [], relisted: 0, end: { isWhole: false } };
  }
}

/** Goes to the next page, or lists again a slice that came short. True where the slice is done with. */
async function turnPage(state: RunState, slice: Slice, page: PageResult): Promise<boolean> {
  state.page += 1;
  delete state.isPageCounted;
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
