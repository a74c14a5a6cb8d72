const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

/**
 * An RFC 3339 instant as UTC with milliseconds; undefined where the text is none, has no zone, names a day the
 * calendar does not have, or lies outside 1990 to 2100 (archives do deliver the year 57300).
 */
export function utcInstant(text: string): string | undefined {
  const [year = 0, month = 0, day = 0] = INSTANT.exec(text)?.slice(1).map(Number) ?? [];
  // Date.parse takes 31 February for 3 March.
  const isDay =
    month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  return isDay && year >= FIRST_YEAR && year <= LAST_YEAR ? new Date(text).toISOString() : undefined;
}
