import { utcInstant } from '../../domain/instant.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
// RFC 5322 3.3 and 4.3, without folding and comments. A date without a zone is no instant: guessing one moves the message.
const DATE =
  /^(?:[a-z]{3},? +)?(\d{1,2}) +([a-z]{3}) +(\d{4}) +(\d{2}):(\d{2})(?::(\d{2}))? +([+-]\d{4}|[a-z]{1,3})$/i;
const ZONES: ReadonlyMap<string, string> = new Map([
  ...['Z', 'UT', 'UTC', 'GMT', '-0000'].map((zone) => [zone, 'Z'] as const),
  ...['EST -05:00', 'EDT -04:00', 'CST -06:00', 'CDT -05:00', 'MST -07:00', 'MDT -06:00'].map(zoneOf),
  ...['PST -08:00', 'PDT -07:00'].map(zoneOf),
]);

function zoneOf(pair: string): [string, string] {
  const [name = '', offset = ''] = pair.split(' ');
  return [name, offset];
}

/** The instant of a `Date` header in UTC; undefined where it is none, has no known zone or no day of the calendar. */
export function parseEmlDate(value: string): string | undefined {
  const text = value.replace(/\([^()]*\)/g, ' ').trim();
  const [, day, month = '', year, hours, minutes, seconds, zone = ''] = DATE.exec(text) ?? [];
  if (day === undefined) return utcInstant(text);
  const date = `${year}-${twoDigits(MONTHS.indexOf(month.toLowerCase()) + 1)}-${twoDigits(Number(day))}`;
  return utcInstant(`${date}T${hours}:${minutes}:${seconds ?? '00'}${offsetOf(zone)}`);
}

function offsetOf(zone: string): string {
  return ZONES.get(zone.toUpperCase()) ?? zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
