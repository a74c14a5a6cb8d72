/**
 * Waits for work that several callers share, but no longer than this caller's signal allows: then it rejects with
 * the signal's reason, and the work goes on for the others.
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    // A signal outlives the call many times over; a listener left on it would hold every result in memory.
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
