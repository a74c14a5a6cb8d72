const MAX_DELAY_MS = 86_400_000;

/** RFC 9110 10.2.3: seconds or an HTTP date; undefined where it is absent or neither. At most a day is taken. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1000, MAX_DELAY_MS);
  // Date.parse alone would take `garbage 5` for a day in May 2001, and the call would be repeated at once.
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const dueMs = Date.parse(text);
  return Number.isNaN(dueMs) ? undefined : Math.min(Math.max(0, dueMs - nowMs), MAX_DELAY_MS);
}
