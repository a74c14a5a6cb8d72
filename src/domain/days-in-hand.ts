import { fractionDone, paceOf, sumStints } from './pace.js';
import { sumCounts } from './report.js';
import type { Progress } from './run.js';

/** A day that has done nothing for so long is held up by something: nobody knows for how long. */
const STANDSTILL_MS = 60_000;

/** How far a run is, or a backfill with its days under way. */
export interface ShownProgress extends Progress {
  /** Of a backfill's days under way: how many items are done, of how many that are known. */
  inHand?: { done: number; all: number };
  /** Of a backfill: the part of its items that is done, between 0 and 1. */
  fraction?: number;
}

/** The part that is done, between 0 and 1; of a backfill of which no item is known, that of its days. */
export function shownFraction(progress: ShownProgress): number {
  const { fraction, days } = progress;
  return fraction ?? (days ? days.done / Math.max(1, days.all) : fractionDone(progress));
}

/**
 * A backfill hears of a day only once that has ended: one of a single day would stand at nothing until its end. What the
 * days under way have done, and what is before them, their runs say. `days`: of those that `backfill` names, all that
 * have answered. Pure.
 */
export function withDaysInHand(backfill: Progress, days: readonly Progress[]): ShownProgress {
  const extent = extentOf(backfill, days);
  const leftMs = extent && timeLeft(backfill, days, extent);
  const items = extent && extent.done + extent.left;
  return {
    ...backfill,
    counts: days.map(({ counts }) => counts).reduce(sumCounts, backfill.counts),
    ...(days.length > 0 && {
      rate: sum(days.map(({ rate }) => rate)),
      inHand: {
        done: sum(days.map((day) => day.items.done)),
        all: sum(days.map((day) => day.items.total ?? day.items.seen)),
      },
    }),
    ...(extent && items && { fraction: extent.done / items }),
    ...(leftMs !== undefined && { leftMs }),
  };
}

/** In items. */
interface Extent {
  done: number;
  left: number;
  /** Of a day that is known. */
  mean: number;
  /** Of those under way that have answered. */
  leftByDay: number[];
  /** How many days have not said anything yet; most of them wait. */
  silent: number;
}

/**
 * Nobody knows what a day holds before the source has listed it: it is taken for the mean of those that are known.
 * Undefined while none is.
 */
function extentOf({ days: tally, items }: Progress, days: readonly Progress[]): Extent | undefined {
  const sizes = days.flatMap((day) => sizeOf(day) ?? []);
  const known = (tally?.done ?? 0) + sizes.length;
  if (tally === undefined || known === 0) return undefined;
  const mean = (items.seen + sum(sizes)) / known;
  const leftByDay = days.map((day) => {
    const size = sizeOf(day) ?? Math.max(mean, day.items.seen);
    return Math.max(size - day.items.done, 0);
  });
  const silent = Math.max(tally.all - tally.done - days.length, 0);
  return {
    done: items.done + sum(days.map((day) => day.items.done)),
    left: sum(leftByDay) + silent * mean,
    mean,
    leftByDay,
    silent,
  };
}

/** How many items a day holds; undefined while the source has not said. */
function sizeOf({ items, slice }: Progress): number | undefined {
  if (items.total !== undefined) return Math.max(items.total, items.seen);
  return slice !== null && slice.index >= slice.of ? items.seen : undefined;
}

/**
 * As if the days that wait came one after the other to where one under way ends, each at the pace that days had over the
 * last minutes. Undefined where it would be no more than a guess.
 */
function timeLeft(
  backfill: Progress,
  days: readonly Progress[],
  { mean, leftByDay, silent }: Extent,
): number | undefined {
  const { days: tally, paused, lately } = backfill;
  const pace = paceOf(sumStints([lately, ...days.map((day) => day.lately)].flatMap((stint) => stint ?? [])));
  const isHeldUp = days.some((day, at) => (leftByDay[at] ?? 0) > 0 && standsStill(day));
  if (tally === undefined || paused || isHeldUp || isUnheard(tally, days)) return undefined;
  if (pace === undefined || pace.items <= 0) return undefined;
  const msOf = (items: number): number => (items / pace.items) * 1_000;
  const lanes = days.map(({ leftMs }, at) => leftMs ?? msOf(leftByDay[at] ?? 0));
  const idle = Array.from({ length: Math.max(tally.running - days.length, 0) }, () => 0);
  const leftMs = lastEnd([...lanes, ...idle], silent, msOf(mean));
  return leftMs > 0 ? Math.ceil(leftMs / 1_000) * 1_000 : undefined;
}

/** When the last of them ends, where `waiting` more of `ms` each go on in the lanes that are free first. */
function lastEnd(lanes: readonly number[], waiting: number, ms: number): number {
  const ends = [...lanes];
  for (let left = waiting; left > 0 && ends.length > 0; left -= 1) {
    const first = ends.indexOf(Math.min(...ends));
    ends[first] = (ends[first] ?? 0) + ms;
  }
  return Math.max(0, ...ends);
}

function standsStill({ paused, lately }: Progress): boolean {
  return paused !== null || (lately?.items === 0 && lately.ms >= STANDSTILL_MS);
}

/** Where no day waits any more, what is left is that of the days under way, and one of them has not said. */
function isUnheard(
  { all, done, running }: NonNullable<Progress['days']>,
  days: readonly Progress[],
): boolean {
  return done + running >= all && days.length < running;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
