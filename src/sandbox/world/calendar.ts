import type { Random } from './random.js';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

/**
 * Places [180, 220) of a day: what a phone delivers that was offline for long. The archive takes it in in one instant,
 * so that one record can be listed at both ends of it, and pages of 200 (or a divisor) have one end each.
 */
export const LATE_DELIVERY = { first: 180, end: 220 } as const;

/** When an entry was archived and sent; milliseconds since 1970. */
export interface Times {
  archivedMs: number;
  messageMs: number;
}

/** The UTC day as a half-open window. Throws where `day` is not YYYY-MM-DD. */
export function windowOfDay(day: string): { from: string; to: string } {
  const from = new Date(`${day}T00:00:00.000Z`);
  if (Number.isNaN(from.getTime()) || !from.toISOString().startsWith(`${day}T`)) {
    throw new RangeError('The day of a world is written YYYY-MM-DD and is in the calendar.');
  }
  return { from: from.toISOString(), to: new Date(from.getTime() + DAY_MS).toISOString() };
}

/** Spreads `count` entries over the day from its first to its last millisecond, where half-open windows go wrong. */
export function timesOf(day: string, place: number, count: number, random: Random): Times {
  const isLate = place >= LATE_DELIVERY.first && place < LATE_DELIVERY.end;
  const archivedPlace = isLate ? LATE_DELIVERY.first : place;
  const share = count > 1 ? archivedPlace / (count - 1) : 0;
  const archivedMs = Date.parse(windowOfDay(day).from) + Math.floor(share * (DAY_MS - 1));
  const delayMs = isLate ? DAY_MS + random.below(30 * DAY_MS) : random.below(90 * SECOND_MS);
  return { archivedMs, messageMs: archivedMs - delayMs };
}
