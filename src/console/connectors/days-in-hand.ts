import { fractionDone } from '../../domain/pace.js';
import { sumCounts } from '../../domain/report.js';
import type { Progress } from '../../domain/run.js';

/** How far a run is, or a backfill with its days under way. */
export interface ShownProgress extends Progress {
  /** Of a backfill's days under way: their items, and how many days they make so far, each being less than one. */
  inHand?: { done: number; all: number; days: number };
}

/**
 * A backfill hears of a day only once that has ended: one of a single day would stand at nothing until its end. What the
 * days under way have done, their runs say; with `days` what it shows is that of both. Pure.
 */
export function withDaysInHand(backfill: Progress, days: readonly Progress[]): ShownProgress {
  if (days.length === 0) return backfill;
  const sum = (of: (day: Progress) => number): number => days.reduce((all, day) => all + of(day), 0);
  const leftMs = timeLeft(backfill, days);
  return {
    ...backfill,
    counts: days.map(({ counts }) => counts).reduce(sumCounts, backfill.counts),
    rate: sum(({ rate }) => rate),
    inHand: {
      done: sum(({ items }) => items.done),
      all: sum(({ items }) => items.total ?? items.seen),
      days: sum(fractionDone),
    },
    ...(leftMs !== undefined && { leftMs }),
  };
}

/** Where no day waits any more it is that of the slowest; the backfill itself reckons by whole days. */
function timeLeft({ days: tally, leftMs }: Progress, days: readonly Progress[]): number | undefined {
  const isLast = tally !== undefined && tally.done + days.length >= tally.all;
  if (!isLast || days.some((day) => day.leftMs === undefined)) return leftMs;
  return Math.max(...days.map((day) => day.leftMs ?? 0));
}
