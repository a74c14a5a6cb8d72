import { emptyCounts, sumCounts, type Counts, type RunState } from './report.js';
import type { BackfillDay } from './run.js';
import { daysOf, type Window } from './window.js';

/** What the workflow `backfill` returns. */
export interface BackfillResult {
  state: RunState;
  /** The same for people. */
  summary: string;
  counts: Counts;
  days: BackfillDay[];
}

/** Every day of the window, in the order of `daysOf`. */
export function waitingDays(window: Window): BackfillDay[] {
  return daysOf(window).map((day) => ({
    day: dayOf(day),
    state: 'waiting',
    counts: null,
    runId: null,
  }));
}

/** What a day of a backfill is called: the UTC calendar day that it begins on. */
export function dayOf({ from }: Window): string {
  return from.slice(0, 10);
}

/** The counts of the days that have ended. */
export function sumDays(days: readonly BackfillDay[]): Counts {
  return days.map(({ counts }) => counts ?? emptyCounts()).reduce(sumCounts, emptyCounts());
}

/** As `Progress` has it. */
export function tallyDays(days: readonly BackfillDay[]) {
  return {
    all: days.length,
    done: days.filter(hasEnded).length,
    running: days.filter(({ state }) => state === 'running').length,
    troubled: days.filter((day) => hasEnded(day) && day.state !== 'completed').length,
  };
}

/** How a backfill that came to its end has ended: a day that is not whole keeps it from being whole. */
export function stateOfDays(days: readonly Pick<BackfillDay, 'state'>[]): RunState {
  if (days.every(({ state }) => state === 'completed')) return 'completed';
  const areWhole = days.every(({ state }) => state === 'completed' || state === 'completed-with-failures');
  return areWhole ? 'completed-with-failures' : 'incomplete';
}

/** One line, also for a backfill that came upon nothing new. */
export function summaryOf(days: readonly BackfillDay[]): string {
  const { all, done, troubled } = tallyDays(days);
  const { availableForImport, imported, partiallyImported, skipped, failed } = sumDays(days);
  const heading = `${done} of ${all} days done`;
  const look = troubled > 0 ? ` ${troubled} of them to be looked at.` : '';
  if (availableForImport === 0) return `${heading}: nothing was there to import.${look}`;
  if (availableForImport === skipped)
    return `${heading}: 0 imported, all ${skipped} copies were archived before.${look}`;
  return `${heading}: ${imported} imported, ${partiallyImported} partially imported, ${skipped} skipped, ${failed} failed.${look}`;
}

/** Also badly: its run has come to its end. */
export function hasEnded({ state }: BackfillDay): boolean {
  return state !== 'waiting' && state !== 'running';
}
