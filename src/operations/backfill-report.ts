import { stateOfDays } from '../domain/backfill-days.js';
import { ArchiveError } from '../domain/errors.js';
import { emptyCounts, sumCounts, type Counts, type Report, type RunState } from '../domain/report.js';
import { daysOf, type Window } from '../domain/window.js';
import type { BackfillRecord } from '../storage/backfills.js';
import type { Means } from './means.js';
import { reportOf, type ReportMeans } from './report.js';

type BackfillMeans = ReportMeans & Pick<Means, 'backfills' | 'schedules'>;

/** Who asked for which days, why, and what became of it. */
export interface BackfillReport {
  /** Workflow id. */
  backfill: string;
  runId: string;
  connectorId: string;
  window: Window;
  /** Entra object ids; absent where it is for all. */
  mailboxes?: string[];
  reason: string;
  requestedBy: string;
  state: RunState;
  startedAt: string;
  completedAt: string | null;
  /** How many days it has; a day that has not begun has no run. */
  days: number;
  /** Oldest day first. */
  runs: Report[];
  counts: Counts;
}

/** By workflow id or run id; running or ended, and also when Temporal has forgotten it. Undefined where no backfill has the id. */
export async function findBackfill(means: BackfillMeans, id: string): Promise<BackfillReport | undefined> {
  const record = await means.backfills.find(id);
  return record && (await backfillOf(means, record));
}

/** Rejects with RunNotFound. */
export async function getBackfill(means: BackfillMeans, id: string): Promise<BackfillReport> {
  const found = await findBackfill(means, id);
  if (found === undefined) throw new ArchiveError('RunNotFound', `There is no backfill with the id ${id}.`);
  return found;
}

async function backfillOf(means: BackfillMeans, record: BackfillRecord): Promise<BackfillReport> {
  const { workflowId, runId, connectorId, window, mailboxes, reason, requestedBy, startedAt } = record;
  const runs: Report[] = [];
  for (const run of await means.runs.ofBackfill(runId)) runs.push(await reportOf(means, run));
  const days = daysOf(window).length;
  return {
    backfill: workflowId,
    runId,
    connectorId,
    window,
    ...(mailboxes && { mailboxes }),
    reason,
    requestedBy,
    state: await stateOfBackfill(means, record, { days, runs }),
    startedAt,
    completedAt: record.completedAt,
    days,
    runs,
    counts: runs.map(({ counts }) => counts).reduce(sumCounts, emptyCounts()),
  };
}

/** `days`: how many it has. Temporal knows about one without an end; what it no longer runs was cut off by force. */
export async function stateOfBackfill(
  { temporalRuns, schedules }: Pick<BackfillMeans, 'temporalRuns' | 'schedules'>,
  record: BackfillRecord,
  { days, runs }: { days: number; runs: readonly Pick<Report, 'state'>[] },
): Promise<RunState> {
  if (record.ended === 'canceled') return 'canceled';
  if (record.ended === 'done') return runs.length < days ? 'incomplete' : stateOfDays(runs);
  const end = await temporalRuns.end(record);
  if (end === 'failed' || end === 'canceled') return end;
  if (end === undefined || end === 'terminated' || end === 'completed') return 'terminated';
  if (end === 'paused') return 'paused';
  // Its days wait with their connector, also while it is not paused itself.
  return (await schedules.readPause(record.connectorId))?.isPaused ? 'paused' : 'running';
}
