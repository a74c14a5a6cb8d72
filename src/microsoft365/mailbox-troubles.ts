/** The others need not wait longer than this for a mailbox that refuses while they are served. */
const PATIENCE_MS = 5 * 60_000;
/** Where nobody is waiting, or no mailbox is served at all: then it is Graph that is away, and its return is waited for. */
const LONG_PATIENCE_MS = 60 * 60_000;
/** One copy a minute asks whether the mailbox is well again, for all the others. */
const PROBE_EVERY_MS = 60_000;
/** Retries come at least every five minutes: after a longer silence a refusal is the first of another trouble. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;

interface Trouble {
  sinceMs: number;
  /** Since when copies of a last round want to go in: their patience begins then, however long it had refused before. */
  lastRoundMs?: number;
  /** When the mailbox was last called, or let a probe through. */
  calledMs: number;
  /** A probe was let through, and nothing is known of it yet. */
  isProbed: boolean;
  /** Until then it has asked to be left alone. */
  untilMs: number;
  /** It has asked for longer than anybody waits for it. */
  hasSaidSo: boolean;
}

/** `give up`: not before the mailbox has recovered. `waitMs`: until it may be called again, or has answered another copy. */
export type Advice = 'call' | 'give up' | { waitMs: number };

/**
 * Since when which mailboxes have been refusing: throttled, unreachable or without an answer in time. In memory, one per
 * process: another one finds out by itself. `now` in milliseconds.
 */
export class MailboxTroubles {
  private readonly troubles = new Map<string, Trouble>();
  private lastTakenMs = -Infinity;

  constructor(private readonly now: () => number = Date.now) {}

  /** The mailbox has taken a mail or an attachment, or turned out to have it. */
  taken(mailbox: string): void {
    this.troubles.delete(mailbox);
    this.lastTakenMs = this.now();
  }

  /** It has answered, with something that is no refusal for a time: no copy need wait for what it says to another one. */
  answered(mailbox: string): void {
    this.troubles.delete(mailbox);
  }

  refused(mailbox: string, retryAfterMs = 0): void {
    const nowMs = this.now();
    const known = this.present(mailbox) ?? { sinceMs: nowMs, untilMs: nowMs };
    this.troubles.set(mailbox, {
      ...known,
      calledMs: nowMs,
      isProbed: false,
      untilMs: Math.max(known.untilMs, nowMs + retryAfterMs),
      hasSaidSo: retryAfterMs > PATIENCE_MS,
    });
  }

  /** Whether its copies are better left for later. `isLastRound`: nobody waits behind them. */
  isInTrouble(mailbox: string, isLastRound: boolean): boolean {
    const trouble = this.present(mailbox);
    if (trouble === undefined) return false;
    const { sinceMs, lastRoundMs = this.now(), untilMs, hasSaidSo } = trouble;
    const awaitedMs = Math.max(untilMs, this.now());
    if (isLastRound) return awaitedMs - lastRoundMs > LONG_PATIENCE_MS;
    const isItsOwn = hasSaidSo || this.lastTakenMs >= sinceMs;
    return awaitedMs - sinceMs > (isItsOwn ? PATIENCE_MS : LONG_PATIENCE_MS);
  }

  /**
   * What to do with a copy for the mailbox. In trouble it lets one call a minute through, and none before its time. In a
   * last round the others wait for what becomes of that call: after it nobody takes them up until the next run.
   */
  advice(mailbox: string, isLastRound: boolean): Advice {
    const trouble = this.present(mailbox);
    if (trouble === undefined) return 'call';
    const nowMs = this.now();
    if (isLastRound) trouble.lastRoundMs ??= nowMs;
    if (!this.isInTrouble(mailbox, isLastRound)) {
      // What the others met is asked again in the last round: the time that it was given may not be over yet.
      return isLastRound && nowMs < trouble.untilMs ? { waitMs: trouble.untilMs - nowMs } : 'call';
    }
    const nextProbeMs = Math.max(trouble.untilMs, trouble.calledMs + PROBE_EVERY_MS);
    if (nowMs < nextProbeMs)
      return isLastRound && trouble.isProbed ? { waitMs: nextProbeMs - nowMs } : 'give up';
    Object.assign(trouble, { calledMs: nowMs, isProbed: true });
    return 'call';
  }

  private present(mailbox: string): Trouble | undefined {
    const trouble = this.troubles.get(mailbox);
    if (trouble === undefined) return undefined;
    const isOver = this.now() > Math.max(trouble.calledMs, trouble.untilMs) + FORGOTTEN_AFTER_MS;
    if (isOver) this.troubles.delete(mailbox);
    return isOver ? undefined : trouble;
  }
}
