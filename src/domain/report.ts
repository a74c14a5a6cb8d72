import { staysOpen, type ReasonCode } from './reasons.js';
import type { Window } from './window.js';

/**
 * A row of a run's account. One row per item from `fetchWindow`; `mapItem` adds one per expected copy and marks the
 * item's own row `fanned-out`. Every row but a fanned-out one is available for import and is closed once.
 */
export interface Outcome {
  itemKey: string;
  /** Entra object id; null on the item's own row. */
  mailbox: string | null;
  status: OutcomeStatus | 'open' | 'fanned-out';
  /** Set on item rows: given by the source in this run, or taken up again from an earlier one. */
  origin: 'source' | 'earlier-run' | null;
  /** Index of the slice the item was listed in; null for items of an earlier run. */
  slice: number | null;
  itemId: string;
  sourceUserId: string | null;
  m365UserId: string | null;
  reason: ReasonCode | null;
  /** Named by a partial copy, or by an item the source changed. */
  attachments: ReportedAttachment[];
  /** On item rows: where the record stands in a staged page, for an item that was never staged itself. */
  record?: { blob: string; index: number };
  /** On item rows of an earlier run: for whom alone the item was open when it was taken up, as run ids of backfills. */
  onlyFor?: string[];
  /** On item rows that are about to fan out to more copies than go in one write. */
  copies?: Outcome[];
  /** Why it had failed before the run opened it once more, after its last page. */
  parkedFor?: ReasonCode;
}

export type OutcomeStatus = 'imported' | 'partial' | 'skipped' | 'failed';

export interface ReportedAttachment {
  fileName: string;
  sizeBytes: number;
  sha256: string | null;
  reason: ReasonCode;
}

export type RunState =
  | 'running'
  | 'paused'
  | 'completed'
  | 'completed-with-failures'
  | 'incomplete'
  | 'failed'
  | 'canceled'
  | 'terminated'
  | 'inconsistent';

export interface Counts {
  availableFromSource: number;
  availableForImport: number;
  imported: number;
  partiallyImported: number;
  skipped: number;
  failed: number;
  /** Listed again in the lookback and already settled; not part of any other count. */
  relisted: number;
}

export interface ReportFailure {
  itemId: string;
  /** Names the item's workflow and its files in staging. Absent in reports of older programs. */
  itemKey?: string;
  sourceUserId: string | null;
  m365UserId: string | null;
  reason: ReasonCode;
  /** The next run tries it again. */
  open: boolean;
  attachments: ReportedAttachment[];
}

export interface Report {
  connectorId: string;
  runId: string;
  workflowId: string;
  window: Window;
  /** Which version of the connector's mapping decided about mailboxes. */
  mapping: { version: number };
  state: RunState;
  /** Why the run as a whole failed or is incomplete. */
  reason: ReasonCode | null;
  startedAt: string;
  completedAt: string | null;
  counts: Counts;
  failures: ReportFailure[];
  /** Periods the source had already purged, oldest first: nothing of them was listed. */
  gaps: Window[];
  sourceFaults: SourceFault[];
  /** Entra object ids: a backfill for these mailboxes alone. Absent where it is for all. */
  mailboxes?: string[];
}

/** Part of what the source holds that could not be taken whole, by the name under which its operator finds it. */
export interface SourceFault {
  name: string;
  reason: ReasonCode;
  /** What is wrong, in our words: no content, numbers or addresses. */
  what: string;
  /** Index of the run's slice it was found in. */
  slice?: number;
}

/** What is known of a run besides its outcome rows. `ended` is how the workflow saw it end, null while it runs. */
export interface RunFacts extends Omit<Report, 'state' | 'counts' | 'failures'> {
  ended: 'done' | 'incomplete' | 'failed' | 'canceled' | 'terminated' | null;
  relisted: number;
}

export function emptyCounts(): Counts {
  return {
    availableFromSource: 0,
    availableForImport: 0,
    imported: 0,
    partiallyImported: 0,
    skipped: 0,
    failed: 0,
    relisted: 0,
  };
}

export function sumCounts(a: Counts, b: Counts): Counts {
  const sum = { ...a };
  for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += b[name];
  return sum;
}

/** Counts available and outcomes separately, row by row, so that a row nobody closed shows as an inconsistency. */
export function countOutcomes(outcomes: readonly Outcome[], relisted: number): Counts {
  const counts = { ...emptyCounts(), relisted };
  for (const { status, origin } of outcomes) {
    if (origin === 'source') counts.availableFromSource += 1;
    if (status !== 'fanned-out') counts.availableForImport += 1;
    if (status === 'imported') counts.imported += 1;
    if (status === 'partial') counts.partiallyImported += 1;
    if (status === 'skipped') counts.skipped += 1;
    if (status === 'failed') counts.failed += 1;
  }
  return counts;
}

/** The invariant of Microsoft's connector: nothing available is without an outcome. */
export function addsUp(counts: Counts): boolean {
  return (
    counts.availableForImport === counts.imported + counts.partiallyImported + counts.skipped + counts.failed
  );
}

/** Named field by field: what is handed in as facts is a run's whole record, with settings that no report is to hold. */
export function buildReport(facts: RunFacts, outcomes: readonly Outcome[]): Report {
  const {
    connectorId,
    runId,
    workflowId,
    window,
    mapping,
    reason,
    startedAt,
    completedAt,
    gaps,
    sourceFaults,
    mailboxes,
  } = facts;
  const counts = countOutcomes(outcomes, facts.relisted);
  const state = stateOf(facts, counts);
  const failures = outcomes
    .flatMap(failureOf)
    .toSorted((a, b) => (a.itemId < b.itemId ? -1 : Number(a.itemId > b.itemId)));
  return {
    connectorId,
    runId,
    workflowId,
    window,
    mapping: { version: mapping.version },
    state,
    reason,
    startedAt,
    completedAt,
    counts,
    failures,
    gaps,
    sourceFaults,
    ...(mailboxes && { mailboxes }),
  };
}

function stateOf({ ended, gaps }: RunFacts, counts: Counts): RunState {
  if (ended === null) return 'running';
  // A terminated run was cut off by force: rows without an outcome are its nature, not a contradiction.
  if (ended === 'terminated') return 'terminated';
  if (!addsUp(counts)) return 'inconsistent';
  if (ended !== 'done') return ended;
  const isClean = counts.failed + counts.partiallyImported + gaps.length === 0;
  return isClean ? 'completed' : 'completed-with-failures';
}

function failureOf(outcome: Outcome): ReportFailure[] {
  if ((outcome.status !== 'failed' && outcome.status !== 'partial') || outcome.reason === null) return [];
  const { itemId, itemKey, sourceUserId, m365UserId, reason, attachments } = outcome;
  return [
    {
      itemId,
      itemKey,
      sourceUserId,
      m365UserId,
      reason,
      open: outcome.status === 'failed' && staysOpen(reason),
      attachments,
    },
  ];
}

/** Microsoft's line for an empty day; the date is the window's end. */
export function emptyDayLine(window: Window): string {
  const [year, month, day] = window.to.slice(0, 10).split('-');
  return `No items ingested on ${month}/${day}/${year}.`;
}
