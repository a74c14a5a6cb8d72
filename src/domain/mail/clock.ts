/** An instant as a mail shows it. What is no instant is shown as it is. */
export type Clock = (instant: string) => string;

/** "Tue, 03 Mar 2026 09:15:27 UTC". ECMAScript fixes this form; Intl's changes with the ICU in use, and bytes must not. */
export const utcClock: Clock = (instant) => {
  const time = new Date(instant);
  return Number.isNaN(time.getTime()) ? instant : rfcTime(time, 'UTC');
};

/** "Tue, 03 Mar 2026 09:15:27 UTC (10:15:27 Europe/Berlin)", with the day too where it is another one there. */
export function localClock(timezone: string): Clock {
  const wallTime = wallTimeIn(timezone);
  return (instant) => {
    const time = new Date(instant);
    if (Number.isNaN(time.getTime())) return instant;
    const local = wallTime(time);
    const isSameDay = local.toISOString().slice(0, 10) === time.toISOString().slice(0, 10);
    const there = isSameDay ? `${local.toISOString().slice(11, 19)} ${timezone}` : rfcTime(local, timezone);
    return `${rfcTime(time, 'UTC')} (${there})`;
  };
}

function rfcTime(time: Date, zone: string): string {
  return time.toUTCString().replace('GMT', zone);
}

/** The clock on the wall there, as if it were UTC. Of Intl only numbers are taken, because its words change with the ICU. */
function wallTimeIn(timeZone: string): (time: Date) => Date {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return new Date(
      Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')),
    );
  };
}
