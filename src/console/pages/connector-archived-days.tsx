import type { Means } from '../../operations/means.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import { archivedWindows, calendarDays, monthOf, monthsFrom } from '../connectors/calendar.js';
import { Overview } from '../connectors/overview.js';
import { RunHistory } from '../connectors/run-history.js';
import { Calendar, monthName } from '../parts/calendar.js';
import type { Strings } from '../strings/index.js';

/** More than a year of daily runs: what came before is in the watermark, if not in the counts. */
const RUNS_READ = 400;

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
  const [view, records] = await Promise.all([
    Overview.of(means).connector(connector.id),
    means.runs.list(connector.id, RUNS_READ),
  ]);
  const rows = await RunHistory.of(means).rows(records, view?.open ?? []);
  const archived = archivedWindows({ from: connector.schedule.start, to: watermark }, rows);
  return (
    <section>
      <h2>{strings.connector.archivedDays}</h2>
      <nav class="pager" aria-label={strings.connector.months}>
        {[monthsFrom(month, -1), monthsFrom(month, 1)].map((other) => (
          <a href={`?month=${other}`}>{monthName(other, strings)}</a>
        ))}
      </nav>
      <Calendar month={month} days={calendarDays(month, { archived, rows, now })} strings={strings} />
    </section>
  );
}
