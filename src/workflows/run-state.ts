import { defineQuery } from '@temporalio/workflow';
import { latelyOf, rateOf, timeLeft, type Extent, type Mark } from '../domain/pace.js';
import type { Pause } from '../domain/pause.js';
import { pauseOf, type PauseState } from '../domain/pause-state.js';
import { isTakenUpOnceMore, type ReasonCode } from '../domain/reasons.js';
import { emptyCounts, type Counts } from '../domain/report.js';
import type {
  ItemResult,
  Missing,
  PageResult,
  Progress,
  ReasonTimes,
  RunPlan,
  Slice,
} from '../domain/run.js';
import { untilResumed } from './detail-text.js';

/** What runs are found by, as it stands in Temporal's index or ought to. */
export interface Findable {
  phase: string;
  imported: number;
  failed: number;
  needsAttention: boolean;
}

/** Where a run stands; carried through continue-as-new, so plain JSON only. */
export interface RunState extends PauseState {
  startedAtMs: number;
  /** Where the work stands, also while it is paused. */
  phase: Exclude<Progress['phase'], 'paused'>;
  plan: RunPlan | null;
  /** Key of the last open item taken up, null before the first. */
  openItemsAfter: string | null;
  slice: number;
  listing: number;
  page: number;
  /** Why the watermark stays; null as long as everything adds up. */
  incomplete: ReasonCode | null;
  counts: Counts;
  items: { seen: number; done: number };
  /** How far it had come, now and then over the last minutes or since it was resumed; absent in states of older programs, like all below that may be. */
  marks?: Mark[];
  /** Items begun and not done. */
  underWay?: number;
  /** Of the slice under way: items seen before it, and how many it holds. */
  listed?: { before: number; count: number };
  reasons: ReasonTimes;
  waitingFor: string | null;
  waitingSinceMs?: number;
  outcome: string | null;
  missing?: Missing;
  /** Why the run as a whole failed or is incomplete, once it is reported. */
  reason?: ReasonCode | null;
  /** How many copies lack attachments, by reason, once it is reported. */
  partials?: ReasonTimes;
  /** What the search attributes say, and since when. */
  shown?: Findable & { atMs: number };
  /** While it is paused and nothing is in hand any more. */
  isHalted?: boolean;
  /** Once the slice's last page is done with: its watermark may have to wait for somebody, over any number of executions. */
  isListed?: boolean;
  /** Once the page was counted: it is fetched again where the run has gone on in a new execution in its middle. */
  isPageCounted?: boolean;
  /** As `Progress` has it; absent in states of older programs. */
  parked?: number;
  /** Once the last page is done with: the key of the last item taken up once more, null before the first. */
  lastRound?: { after: string | null };
  /** Of a backfill's day: the note that its backfill was told last, null where the connector goes on. */
  toldPause?: string | null;
  /** What `versions.ts` says of this execution; asked anew in the next. */
  canPause?: boolean;
}

export const progressQuery = defineQuery<Progress>('progress');
export const failuresQuery = defineQuery<ReasonTimes>('failures');

export function newState(startedAtMs: number): RunState {
  return {
    startedAtMs,
    phase: 'opening',
    plan: null,
    openItemsAfter: null,
    slice: 0,
    listing: 0,
    page: 0,
    incomplete: null,
    counts: emptyCounts(),
    items: { seen: 0, done: 0 },
    marks: [{ atMs: startedAtMs, items: 0, copies: 0 }],
    reasons: {},
    waitingFor: null,
    outcome: null,
  };
}

/**
 * Adds an item's result to the running counts; `counted` is what they hold of it already. The report does not use them:
 * it counts the outcome rows.
 */
export function addResult(state: RunState, result: ItemResult, counted?: ItemResult): void {
  count(state, result, 1);
  if (counted === undefined) {
    state.items.done += 1;
    if (reasonsOf(result).some(isTakenUpOnceMore)) state.parked = (state.parked ?? 0) + 1;
  } else {
    count(state, counted, -1);
    state.parked = Math.max((state.parked ?? 0) - 1, 0);
  }
}

export function reasonsOf({ reasons }: Pick<ItemResult, 'reasons'>): ReasonCode[] {
  return Object.keys(reasons) as ReasonCode[];
}

function count({ counts, reasons }: RunState, result: ItemResult, sign: 1 | -1): void {
  for (const outcome of ['imported', 'partiallyImported', 'skipped', 'failed'] as const) {
    counts[outcome] += sign * result[outcome];
    counts.availableForImport += sign * result[outcome];
  }
  for (const reason of reasonsOf(result)) {
    const times = (reasons[reason] ?? 0) + sign * (result.reasons[reason] ?? 0);
    if (times > 0) reasons[reason] = times;
    else delete reasons[reason];
  }
}

/**
 * What a page tells of how many items its slice holds, before its own are counted. Of a lookback it tells nothing: most of
 * what that holds was settled before, and becomes no item of this run.
 */
export function noteListed(state: RunState, { isLookback }: Slice, { ofSlice }: PageResult): void {
  if (ofSlice === undefined || isLookback) return;
  state.listed = { before: state.listed?.before ?? state.items.seen, count: ofSlice };
}

/** Where the run stands at this moment of workflow time. */
export function markOf({ items, counts }: RunState, nowMs: number): Mark {
  return { atMs: nowMs, items: items.done, copies: counts.availableForImport };
}

/** The answer to the query `progress`. `nowMs` is workflow time. */
export function progressOf(state: RunState, nowMs: number): Progress {
  const extent = extentOf(state);
  const since = { atMs: state.startedAtMs, items: 0, copies: 0 };
  const lately = latelyOf(state.marks ?? [since], markOf(state, nowMs));
  const leftMs = timeLeft(extent, lately);
  const pause = pauseInForce(state);
  return {
    ...extent,
    phase: state.isHalted ? 'paused' : state.phase,
    outcome: state.outcome,
    window: state.plan?.window ?? null,
    counts: state.counts,
    rate: rateOf(lately),
    elapsedMs: Math.max(nowMs - state.startedAtMs, 0),
    lately,
    ...(leftMs !== undefined && !pause && { leftMs }),
    ...(pause ? { waitingFor: resumeText(state, pause) } : waitingOf(state)),
    paused: pause ?? null,
    parked: state.parked ?? 0,
    ...(state.lastRound && { isLastRound: true }),
  };
}

/** An execution that a program began which could not pause works on: the wish waits for its next one. */
export function pauseInForce(state: RunState): Pause | undefined {
  return state.canPause ? pauseOf(state) : undefined;
}

function extentOf(state: RunState): Extent {
  const { phase, plan, slice } = state;
  const isLookback = phase === 'archiving' && plan?.slices[slice]?.isLookback;
  return {
    phase,
    slice: plan && partOf(plan, slice),
    ...(isLookback && { isLookback }),
    items: { ...state.items, ...totalOf(state), underWay: state.underWay ?? 0 },
  };
}

/** The lookback, which comes first, is no part of the window. */
function partOf({ slices }: RunPlan, slice: number): { index: number; of: number } {
  const lookbacks = slices.filter(({ isLookback }) => isLookback).length;
  return { index: Math.max(slice - lookbacks, 0), of: slices.length - lookbacks };
}

function totalOf({ items, listed }: RunState): { total?: number } {
  return listed === undefined ? {} : { total: Math.max(items.seen, listed.before + listed.count) };
}

function waitingOf({ waitingFor, waitingSinceMs }: RunState): Pick<Progress, 'waitingFor' | 'waitingSince'> {
  const isSince = waitingFor !== null && waitingSinceMs !== undefined;
  return { waitingFor, ...(isSince && { waitingSince: new Date(waitingSinceMs).toISOString() }) };
}

function resumeText({ isHalted, paused, plan }: RunState, pause: Pause): string {
  const how = paused ? `connector resume ${plan?.run.connectorId ?? 'ID'}` : 'backfill resume';
  return `${isHalted ? '' : 'the items in hand, then for '}${untilResumed(how, pause)}`;
}
