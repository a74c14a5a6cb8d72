import type { RunState } from '../../domain/report.js';
import type { BackfillDayView } from './backfill-view.js';

/** All of them are sent again whenever one has changed, to everybody who looks: those of ten years are a megabyte. */
const MAX_SHOWN = 50;

const IN_HAND: readonly RunState[] = ['running', 'paused'];
const WITHOUT_TROUBLE: readonly RunState[] = ['completed', 'canceled'];

/**
 * The days of a backfill that somebody looks for, in their order: those in hand, then those that did not go well, then
 * those that did, then those that wait, of each the newest first, until there are enough.
 */
export function shownDays(days: readonly BackfillDayView[], most = MAX_SHOWN): BackfillDayView[] {
  const wanted = days.toReversed().toSorted((a, b) => rankOf(a) - rankOf(b));
  const shown = new Set(wanted.slice(0, most));
  return days.filter((day) => shown.has(day));
}

function rankOf({ row }: BackfillDayView): number {
  if (row === undefined) return 3;
  if (IN_HAND.includes(row.state)) return 0;
  return WITHOUT_TROUBLE.includes(row.state) ? 2 : 1;
}
