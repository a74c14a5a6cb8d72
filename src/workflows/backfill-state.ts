import { defineQuery } from '@temporalio/workflow';
import { sumDays, tallyDays, waitingDays } from '../domain/backfill-days.js';
import type { CheckedBackfill } from '../domain/backfill-input.js';
import { latelyEnded, rateOf, type EndedDay } from '../domain/pace.js';
import type { Pause } from '../domain/pause.js';
import type { BackfillDay, Progress } from '../domain/run.js';
import type { Window } from '../domain/window.js';
import { untilResumed } from './detail-text.js';

/** Where a backfill stands; carried through continue-as-new, so plain JSON only. */
export interface BackfillState {
  connectorId: string;
  startedAtMs: number;
  window: Window;
  days: BackfillDay[];
  /** Its own, beside the connector's; absent while it goes on. */
  paused?: Pause;
  /** Set once a day has ended that somebody should look at. */
  needsAttention?: boolean;
  /** Days that another backfill has in hand. */
  busyDays: string[];
  /** The runs of the days under way; absent in states of older programs, like what stands below. */
  inHand?: DayInHand[];
  /** Those that ended last, by which its pace is known. */
  ended?: EndedDay[];
  /** How it ended, in the words of the report; null before. */
  outcome: string | null;
}

export interface DayInHand {
  workflowId: string;
  runId: string;
  sinceMs: number;
  /** Of how fast a day went that stood still its time tells nothing. */
  wasPaused?: true;
}

export const daysQuery = defineQuery<BackfillDay[]>('days');

export function newBackfill({ connectorId, window }: CheckedBackfill, startedAtMs: number): BackfillState {
  return { connectorId, startedAtMs, window, days: waitingDays(window), busyDays: [], outcome: null };
}

/** The answer to the query `progress`. `nowMs` is workflow time. */
export function backfillProgress(state: BackfillState, nowMs: number): Progress {
  const counts = sumDays(state.days);
  const days = tallyDays(state.days);
  const lately = latelyEnded(state.ended ?? [], nowMs);
  const inHand = (state.inHand ?? []).map(({ workflowId, runId }) => ({ workflowId, runId }));
  const pause = state.paused ?? connectorPause(state);
  return {
    phase: phaseOf(state),
    outcome: state.outcome,
    window: state.window,
    slice: { index: days.done, of: days.all },
    counts,
    items: { seen: counts.availableFromSource, done: counts.availableFromSource },
    rate: rateOf({ ...lately, copies: lately.copies * days.running }),
    elapsedMs: Math.max(nowMs - state.startedAtMs, 0),
    lately,
    waitingFor: resumeText(state) ?? waitingFor(state),
    paused: pause ?? null,
    ...(pause && !state.paused && { isConnectorPaused: true as const }),
    parked: 0,
    days: { ...days, inHand },
  };
}

/** What the days wait for that others have in hand; null where none does. */
export function waitingFor({ busyDays }: Pick<BackfillState, 'busyDays'>): string | null {
  return busyDays.length > 0 ? `another run of ${busyDays.join(', ')}` : null;
}

/** The connector's pause, as long as a day under way waits for its end. */
export function connectorPause({ days }: Pick<BackfillState, 'days'>): Pause | undefined {
  return days.find(({ paused }) => paused !== undefined)?.paused;
}

export function phaseOf(state: BackfillState): Progress['phase'] {
  if (state.outcome !== null) return 'ended';
  return (state.paused ?? connectorPause(state)) ? 'paused' : 'archiving';
}

/** Its own pause first: that of the connector shows once it is over. */
function resumeText(state: BackfillState): string | undefined {
  const { connectorId, paused } = state;
  if (paused) return untilResumed(`backfill resume ${connectorId}`, paused);
  const connectorPaused = connectorPause(state);
  return connectorPaused && untilResumed(`connector resume ${connectorId}`, connectorPaused);
}
