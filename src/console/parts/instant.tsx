import type { Window } from '../../domain/window.js';
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
export function utc(at: string, strings: Strings): string {
  return `${formatOf(strings).format(new Date(at))} UTC`;
}

/** Such as `25 Nov 2026, 02:00 – 26 Nov 2026, 02:00`, in UTC, which is to be said beside it. */
export function utcRange({ from, to }: Window, strings: Strings): string {
  return formatOf(strings).formatRange(new Date(from), new Date(to));
}

/** Such as `1 Nov 2026` or `1 – 8 Nov 2026`: the days in UTC that a window touches. */
export function daysText({ from, to }: Window, { tag }: Strings): string {
  return dayFormat(tag).formatRange(new Date(from), new Date(Date.parse(to) - 1));
}

/** Such as `1 Nov 2026`; of a day or an ISO instant, in UTC. */
export function dayText(at: string, { tag }: Strings): string {
  return dayFormat(tag).format(new Date(at));
}

function dayFormat(tag: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(regionOf(tag), { dateStyle: 'medium', timeZone: 'UTC' });
}

/** English is written here as in Britain: the day before the month. */
function regionOf(tag: string): string {
  return tag === 'en' ? 'en-GB' : tag;
}

/** By language: to make one takes longer than to write a hundred instants with it. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf({ tag }: Strings): Intl.DateTimeFormat {
  const known = FORMATS.get(tag);
  if (known) return known;
  const format = new Intl.DateTimeFormat(regionOf(tag), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  FORMATS.set(tag, format);
  return format;
}
