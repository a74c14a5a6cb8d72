import type { CalendarDay } from '../connectors/calendar.js';
import type { Strings } from '../strings/index.js';

interface CalendarProps {
  /** Such as 2026-11. */
  month: string;
  days: readonly CalendarDay[];
  strings: Strings;
}

/** Week days from Monday on. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];
/** 1 January 2023 was a Sunday. */
const SUNDAY_MS = Date.UTC(2023, 0, 1);
const DAY_MS = 86_400_000;

/** A month as a grid: which days are archived, in a mark and in words, and how much came. */
export function Calendar({ month, days, strings }: CalendarProps) {
  const name = monthName(month, strings);
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={name}>
      <table class="calendar">
        <caption>{name}</caption>
        <thead>
          <tr>
            {WEEK.map((weekday) => (
              <th scope="col">{weekdayName(weekday, strings)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(days).map((week) => (
            <tr>
              {week.map((day) => (day ? <Day day={day} strings={strings} /> : <td aria-hidden="true" />))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Day({ day: { day, archived, imported, failed }, strings }: { day: CalendarDay; strings: Strings }) {
  const { connector, tag } = strings;
  return (
    <td class={archived}>
      <time datetime={day} data-local="">
        {Number(day.slice(8))}
      </time>
      <small>{connector.archived[archived]}</small>
      {imported > 0 && <small>{connector.copies(imported.toLocaleString(tag))}</small>}
      {failed > 0 && <small class="bad">{strings.connectors.failedCount(failed.toLocaleString(tag))}</small>}
    </td>
  );
}

/** Undefined before the first day and after the last. */
function weeksOf(days: readonly CalendarDay[]): (CalendarDay | undefined)[][] {
  const before = WEEK.indexOf(new Date(days[0]?.day ?? 0).getUTCDay());
  const cells = [...Array.from({ length: before }, () => undefined), ...days];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => cells[week * 7 + day]),
  );
}

export function monthName(month: string, { tag }: Strings): string {
  return new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01`),
  );
}

function weekdayName(weekday: number, { tag }: Strings): string {
  const format = new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' });
  return format.format(new Date(SUNDAY_MS + weekday * DAY_MS));
}
