import { timedOut } from './http.js';
import { LIMITS } from './limits.js';

/**
 * The body's chunks, each waited for at most `stallMs` beyond what those before it have earned: a site that trickles is
 * as good as one that is silent, and `ended` is aborted. The time that the reader takes does not count.
 */
export async function* paced(
  { body }: Response,
  ended: AbortController,
  stallMs: number,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (let allowedMs = stallMs; reader !== undefined;) {
    const askedAt = performance.now();
    const timer = setTimeout(() => ended.abort(timedOut()), allowedMs);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    const earnedMs = value.length / LIMITS.SLOWEST_BYTES_PER_MS;
    allowedMs = Math.min(stallMs, allowedMs - (performance.now() - askedAt) + earnedMs);
    yield value;
  }
}
