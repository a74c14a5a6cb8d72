import { refusalOf } from '../../domain/pause.js';
import type { ReasonCode } from '../../domain/reasons.js';
import type { ListedRun } from '../../temporal/listed-runs.js';
import type { ConnectorView, OpenRunView } from './overview.js';
import { hasNewDays } from './days.js';

/** Temporal starts runs within seconds, and a worker takes them up as fast. */
const OVERDUE_MS = 10 * 60_000;

/** Waiting: what is under way no worker has taken up. */
export type Status = 'running' | 'waiting' | 'paused' | 'attention' | 'good' | 'new';

/** Why somebody has to look at a connector. */
export type Attention =
  /** Its deletion has begun and has not ended: it runs no more. */
  | { why: 'deleting' }
  | { why: 'noSchedule' }
  /** It has paused itself, and goes on for nobody. */
  | { why: 'refused'; reason: ReasonCode }
  /** It should have started by now: the schedule's time, an ISO instant. */
  | { why: 'notStarted'; due: string }
  /** It was started, and no worker has taken it up. */
  | { why: 'notTaken'; run: ListedRun }
  /** The last run, or one under way, has something that waits for a person. */
  | { why: 'run'; run: ListedRun };

/** What needs a person, the most pressing first. Of one that is being deleted nothing else can be mended. */
export function attentionOf(view: ConnectorView, now = Date.now()): Attention[] {
  if (view.record.deletingAt !== undefined) return [{ why: 'deleting' }];
  const { schedule, open, ended } = view;
  const refusal = schedule?.isPaused ? refusalOf(schedule.note) : undefined;
  const runs = open.filter(({ type, needsAttention }) => type === 'connectorRun' && needsAttention);
  const last = sinceNewDays(ended).find(isTroubled);
  return [
    ...(schedule === null ? [{ why: 'noSchedule' } as const] : []),
    ...(refusal ? [{ why: 'refused', reason: refusal } as const] : []),
    ...overdue({ schedule, open }, now),
    // A run under way that was refused says the same as its connector.
    ...(refusal ? [] : runs.map((run) => ({ why: 'run', run }) as const)),
    ...(last ? [{ why: 'run', run: last } as const] : []),
  ];
}

/** A paused connector has no next run, and its runs wait as they should. */
function overdue({ schedule, open }: Pick<ConnectorView, 'schedule' | 'open'>, now: number): Attention[] {
  if (schedule === null || schedule.isPaused) return [];
  const isLate = (at: string) => now - Date.parse(at) > OVERDUE_MS;
  const notTaken = open.filter(
    (run) => run.type === 'connectorRun' && isUntouched(run) && isLate(run.startedAt),
  );
  return [
    ...(schedule.next !== null && isLate(schedule.next)
      ? [{ why: 'notStarted', due: schedule.next } as const]
      : []),
    ...notTaken.map((run) => ({ why: 'notTaken', run }) as const),
  ];
}

/** Its workflow says and shows something as soon as a worker has it. */
export function isUntouched({ phase, progress }: Pick<OpenRunView, 'phase' | 'progress'>): boolean {
  return phase === 'opening' && progress === undefined;
}

/** One word for a connector: its end and a pause first, for nothing goes on; then what it does, then what it needs. */
export function statusOf(view: ConnectorView): Status {
  if (view.record.deletingAt !== undefined) return 'attention';
  if (view.schedule?.isPaused) return refusalOf(view.schedule.note) ? 'attention' : 'paused';
  if (view.open.length > 0) return view.open.every(isUntouched) ? 'waiting' : 'running';
  if (attentionOf(view).length > 0) return 'attention';
  return view.ended.length > 0 ? 'good' : 'new';
}

/**
 * Back to the last run that listed new days. One that only took up what was left says nothing of what an earlier one
 * could not archive at all.
 */
function sinceNewDays(ended: readonly ListedRun[]): ListedRun[] {
  const runs = ended.filter(({ kind }) => kind !== 'backfill');
  const at = runs.findIndex(hasNewDays);
  return at < 0 ? runs : runs.slice(0, at + 1);
}

function isTroubled({ needsAttention, isTerminated }: ListedRun): boolean {
  return needsAttention || isTerminated;
}
