/**
 * A copy is an item in one mailbox, shared by all runs. Graph has no idempotency key, so the row says `importing`
 * with the attempt's budget before anything is sent: whoever finds it so knows that a mail may be on its way. A mail
 * that is there and still gets large attachments, one request after another, is `attaching`.
 */
export interface Copy {
  itemKey: string;
  /** Entra object id. */
  mailbox: string;
  state: 'planned' | 'importing' | 'attaching' | 'imported' | 'partial' | 'failed';
  attempt: number;
  /**
   * How long the attempt under way may still send, from `changedAt` on; 0 once it is known to have ended. While
   * `attaching`, 0 says more: nothing that was sent can still arrive.
   */
  budgetMs: number;
  /** The run that made the last change; while a mail is under way, the run that made the mail. */
  byRun: string;
  /** Graph's immutable id of the mail, once created. A hint: the marker is the truth. */
  graphId?: string;
  /** Why it is partial or failed. */
  reason?: string;
  /** How many attachments the mail was left with, where that are fewer than it was to get. */
  attached?: number;
  /** Storage's own timestamp of the last change, in milliseconds; one clock for all workers. */
  changedAt: number;
  etag: string;
}

/** Something of it is still to be done. */
export function isOpen({ state }: Pick<Copy, 'state'>): boolean {
  return state === 'planned' || state === 'importing' || state === 'attaching';
}

/** The mail is there, and nothing will be added to it. */
export function isDelivered({ state }: Pick<Copy, 'state'>): boolean {
  return state === 'imported' || state === 'partial';
}

export type CopyStep =
  | { step: 'done'; isFromEarlierRun: boolean }
  | { step: 'wait'; ms: number }
  | { step: 'look-up' }
  | { step: 'create' }
  | { step: 'attach' };

/** What to do next with a copy. `now` and `settleMs` in milliseconds. */
export function nextStep(copy: Copy, run: string, now: number, settleMs: number): CopyStep {
  switch (copy.state) {
    case 'failed':
      // Refused for good, so nothing is there; a later run may try again, for limits can have been raised since.
      return copy.byRun === run ? { step: 'done', isFromEarlierRun: false } : { step: 'create' };
    case 'imported':
    case 'partial':
      return { step: 'done', isFromEarlierRun: copy.byRun !== run };
    case 'planned':
      return { step: 'create' };
    case 'importing':
      return afterWaiting(copy, now, settleMs, { step: 'look-up' });
    case 'attaching':
      return copy.budgetMs === 0 ? { step: 'attach' } : afterWaiting(copy, now, settleMs, { step: 'attach' });
  }
}

function afterWaiting(copy: Copy, now: number, settleMs: number, then: CopyStep): CopyStep {
  const ms = copy.changedAt + copy.budgetMs + settleMs - now;
  // Where storage told no time, nobody may take the wait for over.
  if (Number.isNaN(ms)) return { step: 'wait', ms: copy.budgetMs + settleMs };
  return ms > 0 ? { step: 'wait', ms } : then;
}
