import { defineQuery } from '@temporalio/workflow';
import type { Pause } from '../domain/pause.js';
import { pauseOf, type PauseState } from '../domain/pause-state.js';
import type { ReasonCode } from '../domain/reasons.js';
import { emptyCounts, type Counts } from '../domain/report.js';
import type { ItemResult, Missing, Progress, RunPlan } from '../domain/run.js';

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
  reasons: Partial<Record<ReasonCode, number>>;
  waitingFor: string | null;
  outcome: string | null;
  missing?: Missing;
  /** While it is paused and nothing is in hand any more. */
  isHalted?: boolean;
  /** Once the page was counted: it is fetched again where the run has gone on in a new execution in its middle. */
  isPageCounted?: boolean;
  /** As `Progress` has it; absent in states of older programs. */
  parked?: number;
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

/** Adds an item's result to the running counts. The report does not use them: it counts the outcome rows. */
export function addResult(state: RunState, result: ItemResult): void {
  const { counts } = state;
  state.items.done += 1;
  counts.imported += result.imported;
  counts.partiallyImported += result.partiallyImported;
  counts.skipped += result.skipped;
  counts.failed += result.failed;
  counts.availableForImport += result.imported + result.partiallyImported + result.skipped + result.failed;
  for (const [reason, times] of Object.entries(result.reasons) as [ReasonCode, number][]) {
    state.reasons[reason] = (state.reasons[reason] ?? 0) + times;
  }
}

/** The answer to the query `progress`. `nowMs` is workflow time. */
export function progressOf(state: RunState, nowMs: number): Progress {
  const elapsedMs = Math.max(nowMs - state.startedAtMs, 0);
  const pause = pauseOf(state);
  return {
    phase: state.isHalted ? 'paused' : state.phase,
    outcome: state.outcome,
    window: state.plan?.window ?? null,
    slice: state.plan ? { index: state.slice, of: state.plan.slices.length } : null,
    counts: state.counts,
    items: state.items,
    rate: elapsedMs > 0 ? Math.round((state.counts.availableForImport / elapsedMs) * 10_000) / 10 : 0,
    elapsedMs,
    waitingFor: pause ? resumeText(state, pause) : state.waitingFor,
    paused: pause ?? null,
    parked: state.parked ?? 0,
  };
}

function resumeText({ isHalted, paused, plan }: RunState, { note, since }: Pause): string {
  const what = isHalted ? 'somebody to resume it' : 'the items in hand, then for somebody to resume it';
  const how = paused ? `connector resume ${plan?.run.connectorId ?? 'ID'}` : 'backfill resume';
  return `${what} with \`${how}\`. Paused since ${since.slice(0, 16).replace('T', ' ')} UTC: ${note || 'no reason given'}`;
}
