import { utcInstant } from './instant.js';

/** Half-open [from, to) over the source's archived time; ISO instants in UTC with milliseconds. */
export interface Window {
  from: string;
  to: string;
}

const HOUR_MS = 3_600_000;
const MAX_SLICE_MS = 24 * HOUR_MS;

/** True where the window holds no instant: such a run ends at once and changes nothing. */
export function isEmpty(window: Window): boolean {
  return Date.parse(window.to) <= Date.parse(window.from);
}

/** Cuts a window into slices of at most 24 hours, so that the watermark can follow a long catch-up step by step. */
export function slicesOf(window: Window): Window[] {
  const slices: Window[] = [];
  const end = Date.parse(window.to);
  for (let from = Date.parse(window.from); from < end; from += MAX_SLICE_MS) {
    slices.push(windowOf(from, Math.min(from + MAX_SLICE_MS, end)));
  }
  return slices;
}

/** The past that a run lists again, because items can show up in the source after their window was read. */
export function lookbackOf(window: Window, hours: number): Window {
  const from = Date.parse(window.from);
  return windowOf(from - hours * HOUR_MS, from);
}

/** The UTC calendar days of a backfill, the first and last cut to its bounds. */
export function daysOf(window: Window): Window[] {
  const days: Window[] = [];
  const end = Date.parse(window.to);
  for (let from = Date.parse(window.from); from < end;) {
    const midnight = Math.floor(from / MAX_SLICE_MS) * MAX_SLICE_MS + MAX_SLICE_MS;
    const to = Math.min(midnight, end);
    days.push(windowOf(from, to));
    from = to;
  }
  return days;
}

/** The UTC calendar day that an instant lies in. */
export function dayAround(instant: string): Window {
  const from = Math.floor(Date.parse(instant) / MAX_SLICE_MS) * MAX_SLICE_MS;
  return windowOf(from, from + MAX_SLICE_MS);
}

/** The whole hours inside a window, its ends left out; ISO instants. */
export function hoursInside({ from, to }: Window): string[] {
  const hours: string[] = [];
  const first = Math.floor(Date.parse(from) / HOUR_MS) * HOUR_MS + HOUR_MS;
  for (let hour = first; hour < Date.parse(to); hour += HOUR_MS) hours.push(new Date(hour).toISOString());
  return hours;
}

/** The same instants in as few windows as possible, oldest first. */
export function mergeWindows(windows: readonly Window[]): Window[] {
  const merged: Window[] = [];
  for (const window of windows.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))) {
    const last = merged.at(-1);
    if (last === undefined || Date.parse(window.from) > Date.parse(last.to)) merged.push({ ...window });
    else if (Date.parse(window.to) > Date.parse(last.to)) last.to = window.to;
  }
  return merged;
}

/** Two ISO instants from milliseconds since 1970. */
export function windowOf(fromMs: number, toMs: number): Window {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

/** A calendar day is midnight UTC, anything else must be an ISO instant with its zone. Undefined where it is neither. */
export function parseInstant(text: string): string | undefined {
  return utcInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
}
