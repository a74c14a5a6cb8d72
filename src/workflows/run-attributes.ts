import { upsertSearchAttributes } from '@temporalio/workflow';
import { refusalOf } from '../domain/pause.js';
import { needsPerson, type ReasonCode } from '../domain/reasons.js';
import { pauseInForce, type Findable, type RunState } from './run-state.js';
import * as attributes from './search-attributes.js';

/** Each change is an event of the history and a write of Temporal's index: counts alone wait for their turn. */
const COUNTS_EVERY_MS = 180_000;

/** Of a run that has not ended; how it ended is written with its report. */
export function findableOf(state: RunState): Findable {
  const { phase, isHalted, counts, reasons } = state;
  const refusal = refusalOf(pauseInForce(state)?.note ?? '');
  return {
    phase: isHalted ? 'paused' : phase,
    imported: counts.imported + counts.partiallyImported,
    failed: counts.failed,
    // Paused by itself it goes on for nobody; paused by a person it does as that person wishes.
    needsAttention: refusal !== undefined || (Object.keys(reasons) as ReasonCode[]).some(needsPerson),
  };
}

/** Whether it is worth writing: a new phase or a need for somebody at once, counts now and then. */
export function isDue(
  shown: (Findable & { atMs: number }) | undefined,
  now: Findable,
  nowMs: number,
): boolean {
  if (shown === undefined) return true;
  if (now.phase !== shown.phase || now.needsAttention !== shown.needsAttention) return true;
  const isChanged = now.imported !== shown.imported || now.failed !== shown.failed;
  return isChanged && nowMs - shown.atMs >= COUNTS_EVERY_MS;
}

/** Brings Temporal's index up to date where that is due. Runs of older programs are not written in between. */
export function showAttributes(state: RunState, nowMs: number): void {
  const findable = findableOf(state);
  if (!state.canPause || state.phase === 'ended' || !isDue(state.shown, findable, nowMs)) return;
  state.shown = { ...findable, atMs: nowMs };
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_PHASE, value: findable.phase },
    { key: attributes.ARCHIVER_IMPORTED, value: findable.imported },
    { key: attributes.ARCHIVER_FAILED, value: findable.failed },
    { key: attributes.ARCHIVER_NEEDS_ATTENTION, value: findable.needsAttention },
  ]);
}
