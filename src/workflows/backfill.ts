import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ApplicationFailure,
  executeChild,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { emptyCounts, sumCounts } from '../domain/report.js';
import type { BackfillInput, Progress, RunResult } from '../domain/run.js';
import { daysOf, isEmpty, parseInstant, type Window } from '../domain/window.js';
import { connectorRun } from './connector-run.js';
import { progressQuery } from './run-state.js';
import * as attributes from './search-attributes.js';
import { dayTexts } from './static-texts.js';

/** Behind the daily runs, which people wait for: 1 is served first, 3 is the default. */
const BACKFILL_PRIORITY = 4;

/** Past days one after another, each a run of its own over the same ledger: what is archived already is skipped. */
export async function backfill(input: BackfillInput): Promise<RunResult[]> {
  const window = checkedWindow(input);
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_CONNECTOR, value: input.connectorId },
    { key: attributes.ARCHIVER_KIND, value: 'backfill' },
    { key: attributes.ARCHIVER_WINDOW_FROM, value: new Date(window.from) },
    { key: attributes.ARCHIVER_WINDOW_TO, value: new Date(window.to) },
  ]);
  const days = daysOf(window);
  const results: RunResult[] = [];
  const startedAtMs = Date.now();
  setHandler(progressQuery, () => progressOf(window, days.length, results, Date.now() - startedAtMs), {
    description: 'Days and counts of this backfill',
  });
  for (const day of days) {
    show(days.length, results);
    results.push(await archiveDay(input, day));
  }
  show(days.length, results);
  showEnd(results);
  return results;
}

function checkedWindow(input: BackfillInput): Window {
  const texts = ['connectorId', 'from', 'to', 'reason', 'requestedBy'] as const;
  const missing = texts.filter((name) => typeof input?.[name] !== 'string' || input[name].trim() === '');
  if (missing.length > 0) refuse(`missing: ${missing.join(', ')}`);
  const unknown = Object.keys(input).filter((name) => !(texts as readonly string[]).includes(name));
  if (unknown.length > 0) refuse(`not known: ${unknown.join(', ')}`);
  const from =
    parseInstant(input.from) ??
    refuse('`from` is no date (2026-11-01) and no instant (2026-11-01T12:00:00Z)');
  const to =
    parseInstant(input.to) ?? refuse('`to` is no date (2026-11-01) and no instant (2026-11-01T12:00:00Z)');
  if (isEmpty({ from, to })) refuse('`to` must be later than `from`');
  if (Date.parse(to) > Date.now()) refuse('`to` lies in the future: such a window is not closed yet');
  return { from, to };
}

function refuse(what: string): never {
  throw ApplicationFailure.nonRetryable(`The backfill's argument was refused: ${what}.`, 'InvalidArgument');
}

/** A day that another backfill has in hand is waited for, then done again: it costs a listing and shows what was skipped. */
async function archiveDay(input: BackfillInput, day: Window): Promise<RunResult> {
  for (;;) {
    try {
      return await executeChild(connectorRun, {
        workflowId: `run/${input.connectorId}-${day.from}_${day.to}`,
        args: [{ connectorId: input.connectorId, window: day }],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        parentClosePolicy: 'REQUEST_CANCEL',
        priority: { priorityKey: BACKFILL_PRIORITY },
        ...dayTexts(input.connectorId, day),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      await sleep('30 seconds', { summary: 'Waiting for another run of the same window' });
    }
  }
}

function progressOf(window: Window, days: number, results: RunResult[], elapsedMs: number): Progress {
  const counts = results.map((result) => result.counts).reduce(sumCounts, emptyCounts());
  return {
    phase: results.length < days ? 'archiving' : 'ended',
    outcome: null,
    window,
    slice: { index: results.length, of: days },
    counts,
    items: { seen: counts.availableFromSource, done: counts.availableFromSource },
    rate: elapsedMs > 0 ? Math.round((counts.availableForImport / elapsedMs) * 10_000) / 10 : 0,
    elapsedMs,
    waitingFor: null,
    paused: null,
    parked: 0,
  };
}

function showEnd(results: RunResult[]): void {
  const counts = results.map((result) => result.counts).reduce(sumCounts, emptyCounts());
  upsertSearchAttributes([
    { key: attributes.ARCHIVER_IMPORTED, value: counts.imported + counts.partiallyImported },
    { key: attributes.ARCHIVER_FAILED, value: counts.failed },
    { key: attributes.ARCHIVER_NEEDS_ATTENTION, value: results.some(({ state }) => state !== 'completed') },
  ]);
}

function show(days: number, results: RunResult[]): void {
  const counts = results.map((result) => result.counts).reduce(sumCounts, emptyCounts());
  const lines = results.map(
    ({ run, state, counts: { imported, partiallyImported, skipped, failed }, missing }, day) =>
      `- Day ${day + 1}, ${state}: ${imported} imported, ${partiallyImported} partially imported, ${skipped} skipped, ${failed} failed${missing ? ', not all delivered by the source' : ''} (run \`${run.runId}\`)`,
  );
  const headline = `### ${results.length} of ${days} days done: ${counts.imported} imported, ${counts.skipped} skipped, ${counts.failed} failed`;
  setCurrentDetails([headline, lines.join('\n')].join('\n\n'));
}
