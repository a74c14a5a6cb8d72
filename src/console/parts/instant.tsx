import type { Strings } from '../strings/index.js';

/**
 * An instant in UTC; the browser puts the time of the reader's own zone before it. `at` is an ISO instant; without one
 * it says `otherwise`.
 */
export function Instant({
  at,
  strings,
  otherwise = strings.common.never,
}: {
  at: string | null | undefined;
  strings: Strings;
  otherwise?: string;
}) {
  if (!at) return <span class="quiet">{otherwise}</span>;
  return <time datetime={at}>{utc(at, strings)}</time>;
}

/** Such as `26 Nov 2026, 08:12 UTC`. */
export function utc(at: string, { tag }: Strings): string {
  const text = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(at));
  return `${text} UTC`;
}
