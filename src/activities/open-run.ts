import { ArchiveError } from '../domain/errors.js';
import type { ConnectorRunInput, RunPlan, Slice } from '../domain/run.js';
import { isEmpty, lookbackOf, parseInstant, slicesOf, type Window } from '../domain/window.js';
import type { RunRecord } from '../storage/runs.js';
import type { ArchiverDeps } from './deps.js';

export interface OpenRunInput extends ConnectorRunInput {
  workflowId: string;
  runId: string;
  startedAt: string;
  /** The schedule's nominal time; null where no schedule started the run. */
  nominalTime: string | null;
}

/**
 * Settles a run's window and settings once and for all and records the run. Rejects with ConnectorNotFound, and with
 * InvalidArgument where somebody started it by hand without a window: only the schedule says up to when.
 */
export function openRun(deps: ArchiverDeps) {
  return async function openRun(input: OpenRunInput): Promise<RunPlan> {
    const { connector, account, mapping } = await deps.connectors.get(input.connectorId);
    const record = await deps.runs.open({
      connectorId: connector.id,
      runId: input.runId,
      workflowId: input.workflowId,
      kind: input.window ? 'backfill' : 'daily',
      window: input.window ? checked(input.window) : await dailyWindow(deps, input),
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
    });
    return planOf(record);
  };
}

/** From the watermark to the nominal time, never the clock: a run that starts late must not take more than its day. */
async function dailyWindow(deps: ArchiverDeps, { connectorId, nominalTime }: OpenRunInput): Promise<Window> {
  if (nominalTime === null) {
    throw new ArchiveError('InvalidArgument', 'A run without a window must be started by its schedule.', {
      nextStep: 'Use `connector run`, trigger the schedule, or give `window` with `from` and `to`.',
    });
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
  return { run: { connectorId, runId }, displayName: connector.displayName, window, movesWatermark, slices };
}

/** Never before the connector's start: what lies before it was not asked for. */
function lookback(window: Window, start: string, hours: number): Window[] {
  const { from, to } = lookbackOf(window, hours);
  return slicesOf({ from: from < start ? start : from, to });
}
