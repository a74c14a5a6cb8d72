import type { Pause } from './pause.js';
import type { Counts, RunState } from './report.js';
import type { ReasonCode } from './reasons.js';
import type { Window } from './window.js';

// What travels through Temporal: references and counts, never content, numbers, names or addresses.

/** Names a run in every activity. `runId` is the run's first execution, which stays the same over continue-as-new. */
export interface RunRef {
  connectorId: string;
  runId: string;
}

export interface ConnectorRunInput {
  connectorId: string;
  /** A backfill's part. A run with its own window never moves the watermark. */
  window?: Window;
  /** Takes up what earlier runs left, and lists nothing: `mapping apply`. */
  only?: 'open-items';
  /** Entra object ids; a backfill for these mailboxes alone. */
  mailboxes?: string[];
  /** The first execution's run id of the backfill whose day it is. */
  backfill?: string;
  /** Set on a backfill's day that tells it when the connector is paused; those that older programs began do not. */
  tellsBackfill?: true;
}

export type RunKind = 'daily' | 'backfill' | 'apply';

export function kindOf({ window, only }: ConnectorRunInput): RunKind {
  if (only) return 'apply';
  return window ? 'backfill' : 'daily';
}

export interface BackfillInput {
  connectorId: string;
  /** Instants, or dates that mean 00:00 UTC; half-open. */
  from: string;
  to: string;
  reason: string;
  requestedBy: string;
  /** Entra object ids; all mailboxes where absent. */
  mailboxes?: string[];
}

/** What `openRun` settles for the whole run. */
export interface RunPlan {
  run: RunRef;
  displayName: string;
  window: Window;
  movesWatermark: boolean;
  /** Absent in plans of older programs: then a run that moves the watermark does. */
  takesUpOpenItems?: boolean;
  slices: Slice[];
}

export interface Slice {
  index: number;
  window: Window;
  /** Lists the past again for late items; what is settled there is dropped before the workflow sees it. */
  isLookback: boolean;
}

/** One page of one listing of one slice. Its cursor stands in the page before it, in staging. */
export interface PageRequest {
  run: RunRef;
  slice: Slice;
  /** 0 for the first listing; a slice that came short is listed again. */
  listing: number;
  page: number;
}

export interface PageResult {
  /** The page's blob in staging. */
  blob: string;
  items: { itemKey: string; index: number }[];
  relisted: number;
  /** How many items the source says that the whole slice holds; absent in pages of older programs. */
  ofSlice?: number;
  /** On the last page: whether the listing held as many distinct items as the source counts. */
  end: { isWhole: boolean } | null;
}

export interface ArchiveItemInput {
  run: RunRef;
  itemKey: string;
  /** Where the record stands in a staged page; absent once the item is staged. */
  record?: { blob: string; index: number };
  /** Left open by an earlier run and taken up again. */
  isOpenItem?: boolean;
  /** Left open by backfills for chosen mailboxes, and for theirs alone: the run ids of their days. */
  onlyFor?: string[];
  /** Of an open item as it was listed. Absent in lists of older programs: then the next run settles the item. */
  openMark?: string;
  /** Taken up once more by the run itself, after its last page. */
  isLastRound?: boolean;
}

/** How often each reason was met. */
export type ReasonTimes = Partial<Record<ReasonCode, number>>;

/** What became of an item: a count per outcome and, of what failed, how often which reason. */
export interface ItemResult {
  imported: number;
  partiallyImported: number;
  skipped: number;
  failed: number;
  reasons: ReasonTimes;
}

/** What a run returns, and what `connector run --wait` waits for; the report itself stands in storage. */
export interface RunResult {
  run: RunRef;
  state: string;
  reason: ReasonCode | null;
  counts: Counts;
  /** Of the report: how many copies failed and how many lack attachments, by reason; absent in results of older programs. */
  reasons?: ReasonTimes;
  partials?: ReasonTimes;
  /** What the source no longer had or could not deliver whole; absent where that is nothing. */
  missing?: Missing;
}

/**
 * A day of a backfill and what its run came to: a few numbers only, because the days of ten years have to go in one
 * answer of Temporal's, which takes 2 MB.
 */
export interface BackfillDay {
  /** The UTC calendar day, such as 2026-11-01; the first and last may be cut to the bounds of the backfill. */
  day: string;
  /** `waiting` before its run began; once that has ended, in the words of the report. */
  state: 'waiting' | RunState;
  /** Null until its run has ended, and where that was cut off before it could count. */
  counts: Counts | null;
  /** Of its run; null before it began. */
  runId: string | null;
  /** The source had purged a part of it, or could not deliver it whole: the report says more. */
  missing?: true;
  /** While its run waits because the connector is paused. */
  paused?: Pause;
}

/** For the Temporal UI; the report has all of it. */
export interface Missing {
  gaps: Window[];
  /** The first ones, as they are named at the source. */
  sourceFaults: { name: string; reason: ReasonCode }[];
  /** How many source faults there are. */
  count: number;
}

/** What was done in some time. */
export interface Stint {
  items: number;
  copies: number;
  ms: number;
}

/** The query `progress`. Durations in milliseconds. */
export interface Progress {
  phase: 'opening' | 'open-items' | 'archiving' | 'paused' | 'reporting' | 'ended';
  /** How the run ended, in the words of the report; null while it runs. */
  outcome: string | null;
  window: Window | null;
  /** Which part of the window is under way, of how many; of a backfill, which day. */
  slice: { index: number; of: number } | null;
  /** The source lists once more what lies before the window, for what turned up late. */
  isLookback?: true;
  /** Of a backfill, those of the days that have ended. */
  counts: Counts;
  /**
   * Items done of items seen so far. `total`: with those that the source still has to list of the part under way;
   * `underWay`: begun and not done.
   */
  items: { seen: number; done: number; total?: number; underWay?: number };
  /** Copies per second over the last minutes. */
  rate: number;
  elapsedMs: number;
  /**
   * Until all is done, at the pace of the last minutes; absent while there is nothing to reckon from. A backfill does not
   * know what its days under way hold: it is reckoned from what their runs say (`withDaysInHand`).
   */
  leftMs?: number;
  /**
   * Over the last minutes, or since it was resumed; of a backfill, in the days that ended in them, whose times add up.
   * Absent in answers of older programs.
   */
  lately?: Stint;
  waitingFor: string | null;
  /** ISO instant since which it waits for that. */
  waitingSince?: string;
  /** Why nothing new starts; null while it goes on. */
  paused: Pause | null;
  /** Items whose copies the world refused and that are taken up once more after the last page. */
  parked: number;
  /** The last page is done with, and what is parked is taken up once more. */
  isLastRound?: true;
  /** Of a backfill: it stands still because its connector is paused, and goes on with that. */
  isConnectorPaused?: true;
  /**
   * Of a backfill: how many days it has, how many of them have ended, are under way, and need somebody to look; and the
   * runs of those under way, which answers of older programs do not name.
   */
  days?: {
    all: number;
    done: number;
    running: number;
    troubled: number;
    inHand?: { workflowId: string; runId: string }[];
  };
}
