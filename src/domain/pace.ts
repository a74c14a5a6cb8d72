import type { Progress } from './run.js';

/** How much a run had done at an instant of workflow time. */
export interface Mark {
  atMs: number;
  items: number;
  copies: number;
}

/** What is done per second. */
export interface Pace {
  items: number;
  copies: number;
}

/** The last minutes tell how fast it goes now; a stall hours ago tells nothing of it. */
const SPAN_MS = 300_000;
/** Closer marks would only make the state longer that travels through continue-as-new. */
const BETWEEN_MARKS_MS = 15_000;
/** Before it a run's pace tells nothing: it starts with the hard things and a full pool. */
const WARM_UP_MS = 10_000;

/** The marks with one more; of those before the last minutes only the latest stays, from which they are measured. */
export function withMark(marks: readonly Mark[], mark: Mark): Mark[] {
  const last = marks.at(-1);
  if (last && mark.atMs - last.atMs < BETWEEN_MARKS_MS) return [...marks];
  const first = marks.findLastIndex(({ atMs }) => atMs <= mark.atMs - SPAN_MS);
  return [...marks.slice(Math.max(first, 0)), mark];
}

/** How fast it went over the last minutes, or since the first mark where that is later. */
export function paceOf(marks: readonly Mark[], now: Mark): Pace {
  const from = marks.findLast(({ atMs }) => atMs <= now.atMs - SPAN_MS) ?? marks[0] ?? now;
  const seconds = (now.atMs - from.atMs) / 1_000;
  if (seconds <= 0) return { items: 0, copies: 0 };
  return { items: (now.items - from.items) / seconds, copies: (now.copies - from.copies) / seconds };
}

/** How far a run is. */
export type Extent = Pick<Progress, 'phase' | 'slice' | 'isLookback' | 'items'>;

/** Of the items that are expected in all, between 0 and 1. */
export function fractionDone(extent: Extent): number {
  const { done } = extent.items;
  return done === 0 || isBeforeWindow(extent) ? 0 : done / (done + itemsLeft(extent));
}

/** The source has listed nothing of the window yet: nobody knows what is to be done. */
function isBeforeWindow({ phase, slice, isLookback }: Extent): boolean {
  return isLookback === true || (phase === 'open-items' && slice !== null && slice.of > 0);
}

/** Of parts to come nobody knows what they hold: they are taken for as full as those so far. */
function itemsLeft({ slice, items }: Extent): number {
  const known = Math.max(items.total ?? 0, items.seen);
  const partsToCome = slice ? Math.max(slice.of - slice.index - 1, 0) : 0;
  return known - items.done + (slice ? (partsToCome * known) / (slice.index + 1) : 0);
}

/** Milliseconds until all is done; undefined while there is nothing to reckon from. */
export function timeLeft(extent: Extent, { items }: Pace, elapsedMs: number): number | undefined {
  const left = itemsLeft(extent);
  if (elapsedMs < WARM_UP_MS || items <= 0 || left <= 0 || isBeforeWindow(extent)) return undefined;
  return Math.ceil(left / items) * 1_000;
}

/** `41 s`, `38 min`, `17 h`. */
export function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
