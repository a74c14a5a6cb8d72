import { defineQuery } from '@temporalio/workflow';
import { isTakenUpOnceMore, type ReasonCode } from '../domain/reasons.js';
import type { Pause } from '../domain/pause.js';
import { emptyCounts, type Counts } from '../domain/report.js';
import type { ItemResult, Missing, Progress, RunPlan } from '../domain/run.js';

/** Where a run stands; carried through continue-as-new, so plain JSON only. */
export interface RunState {
  startedAtMs: number;
  phase: Progress['phase'];
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
  reasons: Partial<Record<ReasonCode, number>>;
  waitingFor: string | null;
  outcome: string | null;
  missing?: Missing;
  /** Absent in states of older programs, and while it goes on. */
  paused?: Pause;
  /** As `Progress` has it; absent in states of older programs. */
  parked?: number;
  /** Once the last page is done with: the key of the last item taken up once more, null before the first. */
  lastRound?: { after: string | null };
  /** What `versions.ts` says of this execution; asked anew in the next. */
  canPause?: boolean;
}

export const progressQuery = defineQuery<Progress>('progress');
export const failuresQuery = defineQuery<Partial<Record<ReasonCode, number>>>('failures');

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

/** The answer to the query `progress`. `nowMs` is workflow time. */
export function progressOf(state: RunState, nowMs: number): Progress {
  const elapsedMs = Math.max(nowMs - state.startedAtMs, 0);
  return {
    phase: state.phase,
    outcome: state.outcome,
    window: state.plan?.window ?? null,
    slice: state.plan ? { index: state.slice, of: state.plan.slices.length } : null,
    counts: state.counts,
    items: state.items,
    rate: elapsedMs > 0 ? Math.round((state.counts.availableForImport / elapsedMs) * 10_000) / 10 : 0,
    elapsedMs,
    waitingFor: state.waitingFor,
    paused: state.paused ?? null,
    parked: state.parked ?? 0,
  };
}
