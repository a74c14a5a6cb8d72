import { utcInstant } from '../../domain/instant.js';

/** What the name of a ZIP file says. */
export interface DropName {
  /** The UTC day of the files in it, `20261120`. */
  day: string;
  /** Counts within the day. */
  number: number;
  /** When the ZIP was closed: the archived time of everything in it. */
  zippedAt: string;
}

// docs/telemessage-sftp.md: YYYYMMDD0000-TeleMessage_<number>_<TimeZipped>.zip
const NAME = /^(\d{8})0000-TeleMessage_(\d{1,9})_(\d{6}|\d{10}|\d{13}|\d{14})\.zip$/i;
const LOOKS_LIKE_ONE = /telemessage.*\.zip$/is;

/** Undefined where the name is none of a drop, or names a day or a time that the calendar does not have. */
export function parseDropName(name: string): DropName | undefined {
  const [, day, number, time] = NAME.exec(name) ?? [];
  if (day === undefined || number === undefined || time === undefined) return undefined;
  const zippedAt = zippedAtOf(time, day);
  if (zippedAt === undefined || dayTime(day, '000000') === undefined) return undefined;
  return { day, number: Number(number), zippedAt };
}

/** Whether somebody must have meant a drop, so that it is reported and not passed over. */
export function looksLikeDrop(name: string): boolean {
  return LOOKS_LIKE_ONE.test(name);
}

function zippedAtOf(time: string, day: string): string | undefined {
  if (time.length === 6) return dayTime(day, time);
  if (time.length === 14) return dayTime(time.slice(0, 8), time.slice(8));
  return utcInstant(new Date(Number(time) * (time.length === 10 ? 1_000 : 1)).toISOString());
}

function dayTime(day: string, time: string): string | undefined {
  return utcInstant(
    day.replace(/(....)(..)(..)/, '$1-$2-$3') + time.replace(/(..)(..)(..)/, 'T$1:$2:$3') + 'Z',
  );
}
