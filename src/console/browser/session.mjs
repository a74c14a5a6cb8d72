// @ts-check

const ANSWER_MS = 10_000;
/** What a proxy answers in place of a console that it does not reach. */
const NOT_REACHED = [502, 503, 504];

/**
 * Whether the reader is still signed in, or the console does not answer.
 * @returns {Promise<'open' | 'ended' | 'away'>}
 */
export async function askSession() {
  try {
    const { status } = await fetch('/session', { signal: AbortSignal.timeout(ANSWER_MS) });
    if (NOT_REACHED.includes(status)) return 'away';
    return status === 401 ? 'ended' : 'open';
  } catch {
    return 'away';
  }
}
