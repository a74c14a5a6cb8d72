import type { Means } from '../../operations/means.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import { archivedWindows, calendarDays, monthOf, monthsFrom, windowOfMonth } from '../connectors/calendar.js';
import { knownRuns } from '../connectors/known-runs.js';
import { Calendar, monthName } from '../parts/calendar.js';
import type { Strings } from '../strings/index.js';

interface ArchivedDaysProps {
  means: Means;
  record: ConnectorRecord;
  /** As the address has it. */
  month: string | undefined;
  strings: Strings;
}

/** A month of archived days with their counts, and the way to the months beside it. */
export async function ArchivedDays({ means, record, month: asked, strings }: ArchivedDaysProps) {
  const { connector, watermark } = record;
  const now = new Date();
  const month = monthOf(asked, now);
  const known = await knownRuns(means, record, windowOfMonth(month));
  const archived = archivedWindows({ from: connector.schedule.start, to: watermark }, known.rows);
  const days = calendarDays(month, { ...known, archived, now });
  return (
    <section>
      <h2>{strings.connector.archivedDays}</h2>
      <nav class="pager" aria-label={strings.connector.months}>
        {monthsBeside(month, now).map((other) => (
          <a href={`?month=${other}`}>{monthName(other, strings)}</a>
        ))}
      </nav>
      <Calendar month={month} days={days} strings={strings} />
      {days.some((day) => day.archived === 'unknown') && <p class="quiet">{strings.connector.unknownDays}</p>}
    </section>
  );
}

/** Of a month to come there is nothing to see. */
function monthsBeside(month: string, now: Date): string[] {
  return [monthsFrom(month, -1), monthsFrom(month, 1)].filter((other) => other <= monthOf(undefined, now));
}
