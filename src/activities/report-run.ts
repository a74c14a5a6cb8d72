import { archivesTheSame } from '../domain/connector.js';
import { staysOpen, type ReasonCode } from '../domain/reasons.js';
import { buildReport, type Outcome, type Report, type RunFacts } from '../domain/report.js';
import type { Missing, ReasonTimes, RunRef, RunResult } from '../domain/run.js';
import type { Window } from '../domain/window.js';
import type { OpenItem } from '../storage/open-items.js';
import type { ArchiverDeps } from './deps.js';
import { restrictionOf } from './map-for-chosen.js';

/** More of them than a person reads in the Temporal UI. */
const MAX_NAMED_FAULTS = 20;
const MAX_NAME_CHARACTERS = 100;

export interface ReportRunInput {
  run: RunRef;
  ended: NonNullable<RunFacts['ended']>;
  /** Why a run failed, was canceled or is incomplete; null otherwise. */
  reason: ReasonCode | null;
  relisted: number;
}

/**
 * Counts the run's outcome rows into its report. Rows that a failed, canceled or terminated run never came to are closed
 * with its reason and their items left open; in a run that claims to be done they stay as they are and make it
 * `inconsistent`.
 */
export function reportRun(deps: ArchiverDeps) {
  return async function reportRun({ run, ended, reason, relisted }: ReportRunInput): Promise<RunResult> {
    const isCutOff = reason !== null && ended !== 'done' && ended !== 'incomplete';
    const cutOff = new Set(isCutOff ? await deps.outcomes.closeOpen(run.runId, reason) : []);
    const outcomes: Outcome[] = [];
    for await (const outcome of deps.outcomes.read(run.runId)) outcomes.push(outcome);
    if (isCutOff && staysOpen(reason)) {
      const items = outcomes.filter(({ itemKey, mailbox }) => mailbox === null && cutOff.has(itemKey));
      const restriction = restrictionOf(await deps.runs.get(run.runId));
      await leaveOpen(deps, run, { reason, ...restriction }, items);
    }
    const completedAt = new Date().toISOString();
    const record = await deps.runs.update(run.runId, (known) => ({
      ...known,
      ended,
      reason,
      relisted,
      completedAt: known.completedAt ?? completedAt,
    }));
    const report = buildReport(record, outcomes);
    await deps.reports.write(report);
    await deps.runs.setReported(record);
    const missing = missingOf(report);
    const { state, counts } = report;
    const times = { reasons: timesOf(outcomes, 'failed'), partials: timesOf(outcomes, 'partial') };
    return { run, state, reason, counts, ...times, ...(missing && { missing }) };
  };
}

function timesOf(outcomes: Outcome[], wanted: Outcome['status']): ReasonTimes {
  const times: ReasonTimes = {};
  for (const { status, reason } of outcomes)
    if (status === wanted && reason !== null) times[reason] = (times[reason] ?? 0) + 1;
  return times;
}

/** The names are a stranger's, and Temporal shows them as Markdown. */
function missingOf({ gaps, sourceFaults }: Report): Missing | undefined {
  if (gaps.length + sourceFaults.length === 0) return undefined;
  const named = sourceFaults.slice(0, MAX_NAMED_FAULTS).map(({ name, reason }) => ({
    name: name.replaceAll(/[^\w.*-]/g, '_').slice(0, MAX_NAME_CHARACTERS),
    reason,
  }));
  return { gaps, sourceFaults: named, count: sourceFaults.length };
}

/**
 * An item that was never staged is found again by its record in the page: a backfill's day is not listed a second time.
 * What an earlier run left stands there still, for whom it was left.
 */
async function leaveOpen(
  deps: ArchiverDeps,
  run: RunRef,
  why: Pick<OpenItem, 'reason' | 'onlyFor'>,
  items: Outcome[],
): Promise<void> {
  for (const { itemKey, record = null, origin } of items) {
    if (origin !== 'earlier-run') await deps.openItems.add(run.connectorId, { itemKey, record, ...why });
  }
}

/**
 * Moves the watermark over a finished slice. False, and nothing moved, where a row of the run is still open, or the
 * watermark is not where the run found it or another account's: the next run then lists the slice again.
 */
export function moveWatermark(deps: ArchiverDeps) {
  return async function moveWatermark({ run, window }: { run: RunRef; window: Window }): Promise<boolean> {
    if ((await deps.outcomes.countOpen(run.runId, 1)) > 0) return false;
    if (!(await isSameAccount(deps, run))) return false;
    return await deps.connectors.moveWatermark(run.connectorId, window.from, window.to);
  };
}

/** Not where the connector was deleted and made anew while the run went on: it has listed what the new one never sees. */
async function isSameAccount(deps: ArchiverDeps, { connectorId, runId }: RunRef): Promise<boolean> {
  const [opened, current] = [await deps.runs.get(runId), await deps.connectors.get(connectorId)];
  return archivesTheSame(opened, current);
}
