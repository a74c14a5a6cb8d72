import type { Archived, CalendarDay } from '../connectors/calendar.js';
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

/** Where words have no room; each differs from the others without its color. */
const MARKS: Record<Archived, string> = { whole: '✓', part: '◐', none: '–', unknown: '?', future: '' };
const FAILED_MARK = '✕';

/** A month as a grid: which days are archived, and how much came; in words or, on a phone, in marks with their legend. */
export function Calendar({ month, days, strings }: CalendarProps) {
  const name = monthName(month, strings);
  return (
    <>
      <div class="scroll" tabindex={0} role="region" aria-label={name}>
        <Month name={name} days={days} strings={strings} />
      </div>
      <Legend days={days} strings={strings} />
    </>
  );
}

function Month({ name, days, strings }: Pick<CalendarProps, 'days' | 'strings'> & { name: string }) {
  return (
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
  );
}

function Day({ day: { day, archived, imported, failed }, strings }: { day: CalendarDay; strings: Strings }) {
  const { connector, connectors, tag } = strings;
  const [copies, failures] = [imported.toLocaleString(tag), failed.toLocaleString(tag)];
  return (
    <td class={archived}>
      <time datetime={day} data-local="">
        {Number(day.slice(8))}
      </time>
      <Line words={connector.archived[archived]} brief={MARKS[archived]} />
      {imported > 0 && <Line words={connector.copies(copies)} brief={copies} />}
      {failed > 0 && (
        <Line words={connectors.failedCount(failures)} brief={`${FAILED_MARK} ${failures}`} isBad />
      )}
    </td>
  );
}

/** `brief`: where the words have no room. They are read out all the same. */
function Line({ words, brief, isBad = false }: { words: string; brief: string; isBad?: boolean }) {
  return (
    <small class={isBad ? 'bad' : undefined}>
      <span class="words">{words}</span>
      <span class="brief" aria-hidden="true">
        {brief}
      </span>
    </small>
  );
}

/** What the marks stand for that are in this month. */
function Legend({ days, strings: { connector, run } }: Pick<CalendarProps, 'days' | 'strings'>) {
  const shown = (['whole', 'part', 'none', 'unknown'] as const).filter((name) =>
    days.some(({ archived }) => archived === name),
  );
  const texts = shown.map((name) => `${MARKS[name]}\u00A0${connector.archived[name]}`);
  if (days.some(({ imported }) => imported > 0)) texts.push(connector.numberMeans);
  if (days.some(({ failed }) => failed > 0)) texts.push(`${FAILED_MARK}\u00A0${run.failed}`);
  return (
    <p class="calendar-legend quiet" aria-hidden="true">
      {texts.join(' · ')}
    </p>
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
