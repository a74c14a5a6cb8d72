import type { Participant } from './item.js';
import { dayAround, type Window } from './window.js';

/** In place of a person: the items that nobody has, which a catch-all mailbox would take. */
export const NOBODY = '0'.repeat(24);

/** So long a sighting counts for those that follow, so that a busy person costs no write per item. */
export const NOTED_FOR_MS = 10 * 60_000;
/** A sighting may be this much older than the item it stands for: its time as noted, an activity's, and clocks that differ. */
const DOUBT_MS = 60 * 60_000;

/** Somebody who stood without a mailbox, and how far it is known which of their items are to be taken up again. */
export interface UnmappedPerson {
  /** Of SeenPerson, or NOBODY. */
  key: string;
  /** Null for NOBODY. */
  participant: Participant | null;
  /** Whole archived days (UTC) from the first such item to the last. */
  days: Window;
  /** Of these the days of items that the last judgement may have come too early for; null where there are none. */
  fresh: Window | null;
  /** ISO instant of the last sighting that was written. */
  notedAt: string;
  /** Names the mailboxes that the items were last searched for; null before that. */
  judged: string | null;
}

export type UnmappedState = Omit<UnmappedPerson, 'key' | 'participant'>;

/** The state after an item of this archived time, or the very same where it says so already. `now` in milliseconds. */
export function noteUnmapped<S extends UnmappedState>(
  state: S | undefined,
  archivedTime: string,
  now: number,
): S | UnmappedState {
  const day = dayAround(archivedTime);
  const notedAt = new Date(now).toISOString();
  if (state === undefined) return { days: day, fresh: day, notedAt, judged: null };
  const isRecent = now - Date.parse(state.notedAt) < NOTED_FOR_MS;
  if (isRecent && state.fresh !== null && holds(state.fresh, day)) return state;
  return { ...state, days: hull(state.days, day), fresh: hull(state.fresh ?? day, day), notedAt };
}

/**
 * The days to search for items that now have a mailbox. `verdict` names the mailboxes the person leads to: as long as it
 * is the same, only what came since is to be searched. Null where there is nothing to search.
 */
export function daysToSearch({ days, fresh, judged }: UnmappedState, verdict: string): Window | null {
  return judged === verdict ? fresh : days;
}

/** The state after the search that began at `at` (milliseconds). What was seen shortly before it is searched once more. */
export function judge<S extends UnmappedState>(state: S, verdict: string, at: number): S {
  const isSettled = at - Date.parse(state.notedAt) > DOUBT_MS;
  return { ...state, judged: verdict, fresh: isSettled ? null : state.fresh };
}

/** Whether the last judgement found no mailbox for them, or an item has come since that it may have come too early for. */
export function lacksMailbox({ judged, fresh }: UnmappedState): boolean {
  return judged === null || fresh !== null;
}

function holds(outer: Window, inner: Window): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

function hull(a: Window, b: Window): Window {
  return { from: a.from < b.from ? a.from : b.from, to: a.to > b.to ? a.to : b.to };
}
