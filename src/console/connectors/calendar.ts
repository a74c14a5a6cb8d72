import { dayOf } from '../../domain/backfill-days.js';
import { daysOf, mergeWindows, windowOf, type Window } from '../../domain/window.js';
import type { KnownRuns } from './known-runs.js';
import type { RunRow } from './run-history.js';

const DAY_MS = 86_400_000;
const MONTH = /^(20\d{2})-(0[1-9]|1[0-2])$/;

/** How much of a day is accounted for. Unknown: nothing that is read says so, and not every run is read that might. */
export type Archived = 'whole' | 'part' | 'none' | 'unknown' | 'future';

/** A day of the calendar, in UTC. */
export interface CalendarDay {
  /** Such as 2026-11-26. */
  day: string;
  archived: Archived;
  /**
   * Of the runs of about a day whose windows have their middle in it: what came of which of several days nobody knows. What
   * failed of the last one of them for everybody, which tried it again.
   */
  imported: number;
  failed: number;
}

/** The month that is asked for, else that of `now`; such as 2026-11. */
export function monthOf(text: string | undefined, now: Date): string {
  return text !== undefined && MONTH.test(text) ? text : now.toISOString().slice(0, 7);
}

/** All of its instants. */
export function windowOfMonth(month: string): Window {
  return windowOf(Date.parse(`${month}-01`), Date.parse(`${monthsFrom(month, 1)}-01`));
}

/** So many months later, or earlier. */
export function monthsFrom(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 7);
}

/**
 * What is accounted for: all that daily runs have come to from the first day up to the watermark, and each window that
 * a run for everybody has taken whole.
 */
export function archivedWindows(daily: Window, rows: readonly RunRow[]): Window[] {
  const whole = rows.filter(
    ({ state, record }) =>
      (state === 'completed' || state === 'completed-with-failures') && record.mailboxes === undefined,
  );
  return mergeWindows([daily, ...whole.map(({ record }) => record.window)]);
}

/** What days are judged by. */
interface Known extends KnownRuns {
  archived: readonly Window[];
  now: Date;
}

/** Every day of a month. */
export function calendarDays(month: string, known: Known): CalendarDay[] {
  return daysOf(windowOfMonth(month)).map((day) => {
    const counts = countsOf(Date.parse(day.from), known.rows);
    return { day: dayOf(day), archived: archivedOf(day, counts.imported, known), ...counts };
  });
}

/** A run can only have archived what lay in its past; one under way, or that failed, has the whole of no day. */
function archivedOf(day: Window, imported: number, { archived, now, allSince }: Known): Archived {
  if (Date.parse(day.from) > now.getTime()) return 'future';
  const share = shareOf(day, archived);
  if (share !== 'none') return share;
  if (imported > 0) return 'part';
  return allSince !== undefined && day.from < allSince ? 'unknown' : 'none';
}

function shareOf(day: Window, archived: readonly Window[]): 'whole' | 'part' | 'none' {
  const [from, to] = [Date.parse(day.from), Date.parse(day.to)];
  const covered = archived
    .map((window) => Math.min(to, Date.parse(window.to)) - Math.max(from, Date.parse(window.from)))
    .reduce((all, ms) => all + Math.max(0, ms), 0);
  if (covered <= 0) return 'none';
  return covered >= to - from ? 'whole' : 'part';
}

function countsOf(from: number, rows: readonly RunRow[]): Pick<CalendarDay, 'imported' | 'failed'> {
  const ofDay = rows.filter(({ record: { window } }) => {
    const [start, end] = [Date.parse(window.from), Date.parse(window.to)];
    const middle = (start + end) / 2;
    return end > start && end - start < 2 * DAY_MS && middle >= from && middle < from + DAY_MS;
  });
  return {
    imported: ofDay.reduce((sum, { counts }) => sum + counts.imported + counts.partiallyImported, 0),
    failed: ofDay.find(({ record }) => record.mailboxes === undefined)?.counts.failed ?? 0,
  };
}
