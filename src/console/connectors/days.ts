import { isEmpty } from '../../domain/window.js';
import type { ListedRun } from '../../temporal/listed-runs.js';

const DAY_MS = 86_400_000;

/** What the runs that began on a day came to. */
export interface DaySum {
  /** Such as 2026-11-26, in UTC. */
  day: string;
  runs: number;
  imported: number;
  /** Of runs that list new days: others try once more what has failed, and would count it again. */
  failed: number;
}

/** A sum for each of the last `count` days up to `now`, oldest first. */
export function lastDays(runs: readonly ListedRun[], count: number, now: Date): DaySum[] {
  const sums = Array.from({ length: count }, (_, index): DaySum => {
    const day = new Date(now.getTime() - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return { day, runs: 0, imported: 0, failed: 0 };
  });
  const byDay = new Map(sums.map((sum) => [sum.day, sum]));
  for (const run of runs) {
    const { startedAt, imported, failed } = run;
    const sum = byDay.get(startedAt.slice(0, 10));
    if (sum === undefined) continue;
    sum.runs += 1;
    sum.imported += imported;
    if (hasNewDays(run)) sum.failed += failed;
  }
  return sums;
}

/** Whether it listed what the source had archived since the run before, and not the past or what was left. */
export function hasNewDays({ kind, window }: ListedRun): boolean {
  return kind === 'daily' && !(window !== null && isEmpty(window));
}
