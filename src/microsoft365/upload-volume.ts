import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';

/**
 * Outlook takes 150 MB of uploads in 5 minutes per app and mailbox (learn.microsoft.com/graph/throttling-limits). Some
 * is left for other processes and for headers.
 */
const MAX_BYTES = 140_000_000;
const WINDOW_MS = 300_000;
/** Sendings so close together are kept as one, so that thousands of small ones cost no memory. */
const STEP_MS = 5_000;
const MAX_MAILBOXES = 20_000;

export interface Sent {
  /** Milliseconds, of any clock that only goes forward. */
  at: number;
  bytes: number;
}

/** Holds back what would be more than a mailbox takes in five minutes. One per process: others do not know of it. */
export class UploadVolume {
  readonly #sent = new LRUCache<string, Sent[]>({ max: MAX_MAILBOXES, ttl: WINDOW_MS });

  /** Waits until so many bytes may go, and counts them. Rejects with an AbortError where the signal fires before. */
  async take(mailbox: string, bytes: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = performance.now();
      const sent = (this.#sent.get(mailbox) ?? []).filter(({ at }) => at > now - WINDOW_MS);
      const waitMs = waitFor(sent, bytes, now);
      if (waitMs === 0) {
        this.#sent.set(mailbox, withSending(sent, bytes, now));
        return;
      }
      await delay(waitMs, undefined, { signal });
    }
  }
}

/** Milliseconds until so many bytes more are within the limit; `sent` is in order of time. Pure. */
export function waitFor(sent: readonly Sent[], bytes: number, now: number): number {
  let excess = sent.reduce((sum, each) => sum + each.bytes, bytes) - MAX_BYTES;
  if (excess <= 0) return 0;
  for (const each of sent) {
    excess -= each.bytes;
    if (excess <= 0) return Math.max(Math.ceil(each.at + WINDOW_MS - now), 1);
  }
  // Larger than the limit by itself: waiting would not help.
  return 0;
}

/** Counted with the last sending where that is recent, under the later time: a little too careful, never too bold. */
function withSending(sent: readonly Sent[], bytes: number, now: number): Sent[] {
  const last = sent.at(-1);
  if (last === undefined || last.at < now - STEP_MS) return [...sent, { at: now, bytes }];
  return [...sent.slice(0, -1), { at: now, bytes: last.bytes + bytes }];
}
