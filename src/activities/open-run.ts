import { ArchiveError } from '../domain/errors.js';
import { kindOf, type ConnectorRunInput, type RunPlan, type Slice } from '../domain/run.js';
import { isObjectId } from '../domain/backfill-input.js';
import { isEmpty, lookbackOf, parseInstant, slicesOf, type Window } from '../domain/window.js';
import type { RunRecord } from '../storage/runs.js';
import type { ArchiverDeps } from './deps.js';

/** By how much the clocks of a Temporal cluster's machines may differ. */
const MAX_CLOCK_SKEW_MS = 60_000;

export interface OpenRunInput extends ConnectorRunInput {
  workflowId: string;
  runId: string;
  /** By the clock of the Temporal server, as the nominal time is. */
  startedAt: string;
  /** The schedule's nominal time; null where no schedule started the run. */
  nominalTime: string | null;
}

/**
 * Settles a run's window and settings once and for all and records the run. Rejects with ConnectorNotFound, and with
 * InvalidArgument where somebody started it by hand without a window: only the schedule says up to when, and not ahead of
 * the time. A run that only takes up what was left needs none.
 */
export function openRun(deps: ArchiverDeps) {
  return async function openRun(input: OpenRunInput): Promise<RunPlan> {
    const { connector, account, mapping } = await deps.connectors.get(input.connectorId);
    const record = await deps.runs.open({
      connectorId: connector.id,
      runId: input.runId,
      workflowId: input.workflowId,
      kind: kindOf(input),
      window: await windowOf(deps, input),
      connector,
      account,
      mapping,
      startedAt: input.startedAt,
      completedAt: null,
      ended: null,
      reason: null,
      relisted: 0,
      gaps: [],
      sourceFaults: [],
      ...restrictionOf(input),
    });
    return planOf(record);
  };
}

/** Of a backfill's day: for which mailboxes alone, and which backfill it is. */
function restrictionOf({ window, mailboxes, backfill }: OpenRunInput) {
  if (mailboxes !== undefined && (!window || mailboxes.length === 0 || !mailboxes.every(isObjectId)))
    throw new ArchiveError('InvalidArgument', '`mailboxes` are Entra object ids, and need a `window`.');
  return { ...(mailboxes && { mailboxes }), ...(backfill !== undefined && { backfill }) };
}

async function windowOf(deps: ArchiverDeps, input: OpenRunInput): Promise<Window> {
  if (input.only !== undefined) return await noWindow(deps, input);
  return input.window ? checked(input.window) : await dailyWindow(deps, input);
}

/** Where the watermark stands, and of no length: nothing is listed, and nothing moves. */
async function noWindow(deps: ArchiverDeps, { connectorId, only, window }: OpenRunInput): Promise<Window> {
  if (only !== 'open-items' || window !== undefined)
    throw new ArchiveError('InvalidArgument', '`only` can be "open-items", and then without a window.');
  const watermark = await deps.connectors.watermark(connectorId);
  return { from: watermark, to: watermark };
}

/** From the watermark to the nominal time, never the clock: a run that starts late must not take more than its day. */
async function dailyWindow(
  deps: ArchiverDeps,
  { connectorId, nominalTime, startedAt }: OpenRunInput,
): Promise<Window> {
  if (nominalTime === null) {
    throw new ArchiveError('InvalidArgument', 'A run without a window must be started by its schedule.', {
      nextStep: 'Use `connector run`, trigger the schedule, or give `window` with `from` and `to`.',
    });
  }
  // `temporal schedule backfill` takes a future time too: the watermark would pass over what is still to be archived.
  if (Date.parse(nominalTime) > Date.parse(startedAt) + MAX_CLOCK_SKEW_MS) {
    throw new ArchiveError(
      'InvalidArgument',
      'The time of this run lies in the future: its window is open.',
      {
        nextStep:
          'Nothing was changed. Let the schedule start it when the time has come, or use `connector run`.',
      },
    );
  }
  return { from: await deps.connectors.watermark(connectorId), to: nominalTime };
}

function checked(window: Window): Window {
  const from = parseInstant(window.from);
  const to = parseInstant(window.to);
  if (!from || !to)
    throw new ArchiveError('InvalidArgument', 'The window needs `from` and `to` as instants in UTC.');
  return { from, to };
}

function planOf({ connector, connectorId, runId, window, kind }: RunRecord): RunPlan {
  const movesWatermark = kind === 'daily' && !isEmpty(window);
  const past = movesWatermark
    ? lookback(window, connector.schedule.start, connector.schedule.lookbackHours)
    : [];
  const slices = [
    ...past.map((slice) => ({ window: slice, isLookback: true })),
    ...slicesOf(window).map((slice) => ({ window: slice, isLookback: false })),
  ].map((slice, index): Slice => ({ index, ...slice }));
  return {
    run: { connectorId, runId },
    displayName: connector.displayName,
    window,
    movesWatermark,
    takesUpOpenItems: movesWatermark || kind === 'apply',
    slices,
  };
}

/** Never before the connector's start: what lies before it was not asked for. */
function lookback(window: Window, start: string, hours: number): Window[] {
  const { from, to } = lookbackOf(window, hours);
  return slicesOf({ from: from < start ? start : from, to });
}
