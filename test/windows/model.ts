import { windowOf, type Window } from '../../src/domain/window.js';
import type { Outcome, Step, Trace, Trouble } from './steps.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The decisions that a broken twin takes otherwise. */
export interface Rules {
  /** Where a run begins; milliseconds since 1970, as all times of the model. */
  beginsAt: (watermark: number, at: number) => number;
  /** Whether the watermark follows a part in which this happened. */
  follows: (trouble: Trouble['what'] | undefined) => boolean;
  /** Whether a backfill moves it as well. */
  isMovedByBackfill: boolean;
}

const RULES: Rules = {
  beginsAt: (watermark) => watermark,
  follows: (trouble) => trouble === undefined,
  isMovedByBackfill: false,
};

interface State {
  watermark: number;
  keepsFrom: number;
}

/** What a connector is to do by docs/windows.md, worked out anew and in memory. */
export function modelOf(start: string, steps: readonly Step[], changes: Partial<Rules> = {}): Trace {
  const rules = { ...RULES, ...changes };
  const state: State = { watermark: Date.parse(start), keepsFrom: -Infinity };
  const outcomes = steps.flatMap((step) => take(state, step, rules) ?? []);
  return { outcomes, watermark: new Date(state.watermark).toISOString() };
}

function take(state: State, step: Step, rules: Rules): Outcome | undefined {
  if (step.kind === 'purge') state.keepsFrom = Date.parse(step.before);
  else if (step.kind === 'made again') state.watermark = Date.parse(step.start);
  else if (step.kind === 'backfill') return backfill(state, step.window, rules);
  else if (step.kind === 'run') return run(state, step, rules);
  return undefined;
}

function run(state: State, { at, trouble }: Step & { kind: 'run' }, rules: Rules): Outcome {
  const outcome: Outcome = { archived: [], gaps: [], moves: [], isRefused: Date.parse(at) > Date.now() };
  if (outcome.isRefused) return outcome;
  let isFollowed = true;
  let part = 0;
  const begin = rules.beginsAt(state.watermark, Date.parse(at));
  for (const [from, to] of partsOf(begin, Date.parse(at))) {
    part += 1;
    const met = trouble?.part === part ? trouble.what : undefined;
    if (met === 'fails') break;
    if (met !== 'short') list(state, outcome, [from, to]);
    // Canceled while a part is listed: that one still ends, and nothing after it begins.
    if (met === 'canceled' && !rules.follows(met)) break;
    isFollowed &&= rules.follows(met);
    if (!isFollowed) continue;
    outcome.moves.push(windowOf(from, to));
    state.watermark = to;
  }
  return outcome;
}

function backfill(state: State, { from, to }: Window, { isMovedByBackfill }: Rules): Outcome {
  const outcome: Outcome = { archived: [], gaps: [], moves: [], isRefused: false };
  for (const part of partsOf(Date.parse(from), Date.parse(to))) list(state, outcome, part);
  if (isMovedByBackfill) state.watermark = Date.parse(to);
  return outcome;
}

/** The source keeps whole hours of what it has purged in part. */
function list({ keepsFrom }: State, outcome: Outcome, [from, to]: [number, number]): void {
  const kept = keepsFrom <= from ? from : Math.min(Math.ceil(keepsFrom / HOUR_MS) * HOUR_MS, to);
  if (kept > from) append(outcome.gaps, windowOf(from, kept));
  if (kept < to) append(outcome.archived, windowOf(kept, to));
}

function append(windows: Window[], window: Window): void {
  const last = windows.at(-1);
  if (last?.to === window.from) last.to = window.to;
  else windows.push(window);
}

function* partsOf(begin: number, end: number): Generator<[number, number]> {
  for (let from = begin; from < end; from += DAY_MS) yield [from, Math.min(from + DAY_MS, end)];
}
