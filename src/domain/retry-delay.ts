const FIRST_DELAY_MS = 1_000;
/** Rarely enough to spare a service in trouble, and often enough that its return is not slept through. */
const MAX_DELAY_MS = 300_000;

/**
 * Milliseconds from a failed try to the next one: what the service has asked for, else doubling from a second up to five
 * minutes. `attempt` counts from 1. That it asked for nothing, or to be called at once, is no reason to call at once.
 */
export function retryDelayMs(attempt: number, askedMs = 0): number {
  return askedMs > 0 ? Math.ceil(askedMs) : Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), MAX_DELAY_MS);
}
