import type { Progress, Stint } from './run.js';

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
/** Before it a pace tells nothing: a run starts with the hard things and a full pool. */
const WARM_UP_MS = 10_000;
/** Of the days of a backfill that ended last so many tell its pace. */
const MAX_ENDED = 10;

/** The marks with one more; of those before the last minutes only the latest stays, from which they are measured. */
export function withMark(marks: readonly Mark[], mark: Mark): Mark[] {
  const last = marks.at(-1);
  if (last && mark.atMs - last.atMs < BETWEEN_MARKS_MS) return [...marks];
  const first = marks.findLastIndex(({ atMs }) => atMs <= mark.atMs - SPAN_MS);
  return [...marks.slice(Math.max(first, 0)), mark];
}

/** What was done over the last minutes, or since the first mark where that is later. */
export function latelyOf(marks: readonly Mark[], now: Mark): Stint {
  const from = marks.findLast(({ atMs }) => atMs <= now.atMs - SPAN_MS) ?? marks[0] ?? now;
  const ms = now.atMs - from.atMs;
  if (ms <= 0) return { items: 0, copies: 0, ms: 0 };
  return { items: now.items - from.items, copies: now.copies - from.copies, ms };
}

/** What a day of a backfill has done in all, and when it ended. */
export interface EndedDay extends Stint {
  atMs: number;
}

/** The days that ended last, with one more. */
export function withEnded(days: readonly EndedDay[], day: EndedDay): EndedDay[] {
  return [...days, day].slice(-MAX_ENDED);
}

/** What those did that ended in the last minutes: a long one as much as it did of its time in so many minutes. */
export function latelyEnded(days: readonly EndedDay[], nowMs: number): Stint {
  const latest = days.filter(({ atMs }) => atMs > nowMs - SPAN_MS);
  return sumStints(
    latest.map(({ items, copies, ms }) => {
      const part = Math.min(1, SPAN_MS / Math.max(ms, 1));
      return { items: items * part, copies: copies * part, ms: ms * part };
    }),
  );
}

export function sumStints(stints: readonly Stint[]): Stint {
  const sumOf = (name: keyof Stint): number => stints.reduce((sum, stint) => sum + stint[name], 0);
  return { items: sumOf('items'), copies: sumOf('copies'), ms: sumOf('ms') };
}

/** Undefined while it is too early to tell. */
export function paceOf({ items, copies, ms }: Stint): Pace | undefined {
  if (ms < WARM_UP_MS) return undefined;
  return { items: (items * 1_000) / ms, copies: (copies * 1_000) / ms };
}

/** Copies per second, with one decimal, also at the beginning. */
export function rateOf({ copies, ms }: Stint): number {
  return ms > 0 ? Math.round((copies / ms) * 10_000) / 10 : 0;
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
export function timeLeft(extent: Extent, lately: Stint): number | undefined {
  const left = itemsLeft(extent);
  const { items = 0 } = paceOf(lately) ?? {};
  if (items <= 0 || left <= 0 || isBeforeWindow(extent)) return undefined;
  return Math.ceil(left / items) * 1_000;
}

/** `41 s`, `38 min`, `17 h`. */
export function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
