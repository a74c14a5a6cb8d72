import { utcInstant } from '../domain/instant.js';

const DAY_MS = 86_400_000;

/** When a row holds: half-open, as ISO instants in UTC; null without a bound. */
export interface Validity {
  validFrom: string | null;
  validTo: string | null;
}

/** The instant from which a row holds: of a date, its first. Null for an empty cell, undefined for what is no ISO 8601. */
export function beginOf(cell: string): string | null | undefined {
  return cell === '' ? null : (utcInstant(cell) ?? utcInstant(`${cell}T00:00:00Z`));
}

/** The instant before which a row holds: a date includes its day. Null for an empty cell, undefined for what is no ISO 8601. */
export function endOf(cell: string): string | null | undefined {
  const day = utcInstant(`${cell}T00:00:00Z`);
  return day === undefined ? beginOf(cell) : new Date(Date.parse(day) + DAY_MS).toISOString();
}

/** Whether a row holds at an instant. A time that cannot be read is in no limited period. */
export function holdsAt({ validFrom, validTo }: Validity, at: string): boolean {
  const time = Date.parse(at);
  const isBegun = validFrom === null || time >= Date.parse(validFrom);
  return isBegun && (validTo === null || time < Date.parse(validTo));
}
