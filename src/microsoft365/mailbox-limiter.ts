import pLimit, { type LimitFunction } from 'p-limit';
import { untilAborted } from '../domain/until-aborted.js';
import { UploadVolume } from './upload-volume.js';

/**
 * Graph serves four calls at a time per app and mailbox (learn.microsoft.com/graph/throttling-limits). The fourth is
 * left free: a call given up at its deadline still runs at Graph's end, and other processes look at mailboxes too.
 */
const CALLS_PER_MAILBOX = 3;

interface Lane {
  limit: LimitFunction;
  /** Calls running or waiting; the lane is dropped with the last one. */
  callCount: number;
}

/** Lets at most three calls at a time through to a mailbox. One per process: others do not know of it. */
export class MailboxLimiter {
  private readonly lanes = new Map<string, Lane>();
  private readonly volume = new UploadVolume();

  /** Runs `call` when its turn comes. A caller whose signal fires leaves at once with its reason, and an unstarted call never starts. */
  run<T>(mailbox: string, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    return untilAborted(
      this.queue(mailbox, () => {
        signal.throwIfAborted();
        return call();
      }),
      signal,
    );
  }

  /**
   * The same for a call that uploads, which waits until the mailbox takes so many bytes more. The signal ends the
   * waiting only: a call that has started is waited for, because otherwise its late effect would be nobody's.
   */
  async upload<T>(mailbox: string, bytes: number, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    await this.volume.take(mailbox, bytes, signal);
    return await this.queue(mailbox, () => {
      signal.throwIfAborted();
      return call();
    });
  }

  private async queue<T>(mailbox: string, call: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(mailbox) ?? { limit: pLimit(CALLS_PER_MAILBOX), callCount: 0 };
    this.lanes.set(mailbox, lane);
    lane.callCount += 1;
    try {
      return await lane.limit(call);
    } finally {
      lane.callCount -= 1;
      if (lane.callCount === 0) this.lanes.delete(mailbox);
    }
  }
}
