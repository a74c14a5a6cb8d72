import type { BackfillDayView, BackfillView } from '../connectors/backfill-view.js';
import { shownDays } from '../connectors/shown-days.js';
import { dayText } from '../parts/instant.js';
import { CountCells, CountHeads, COUNT_NAMES } from '../parts/counts.js';
import { State } from '../parts/state.js';
import type { Strings } from '../strings/index.js';

interface BackfillDaysProps {
  view: BackfillView;
  strings: Strings;
}

/** A row per day, oldest first, of a long backfill those that matter most; and what all came to together. */
export function BackfillDays({ view, strings }: BackfillDaysProps) {
  const { connector: words, tag } = strings;
  const days = shownDays(view.days);
  const missing = view.days.length - days.length;
  return (
    <>
      {missing > 0 && (
        <p>
          {words.daysNotShown(missing.toLocaleString(tag))}{' '}
          <a href={`/connectors/${view.record.connectorId}/runs`}>{words.allRuns}</a>
        </p>
      )}
      <div class="scroll" tabindex={0} role="region" aria-label={words.daysOfIt}>
        <DaysTable days={days} counts={view.counts} strings={strings} />
      </div>
    </>
  );
}

type DaysTableProps = Pick<BackfillView, 'days' | 'counts'> & { strings: Strings };

function DaysTable({ days, counts, strings }: DaysTableProps) {
  const { connector: words, connectors, run, tag } = strings;
  return (
    <table class="cards-when-narrow">
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          <th scope="col">{connectors.status}</th>
          <CountHeads strings={strings} />
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <DayRow {...day} strings={strings} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.sum}</th>
          <td />
          {COUNT_NAMES.map((name) => (
            <td class="number" data-label={run[name]}>
              {counts[name].toLocaleString(tag)}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

function DayRow({ day, row, strings }: BackfillDayView & { strings: Strings }) {
  const text = dayText(day, strings);
  return (
    <tr>
      <th scope="row" class="day">
        {row ? <a href={`/runs/${row.record.runId}`}>{text}</a> : text}
      </th>
      <td data-label={strings.connectors.status}>
        <State name={row?.state ?? 'waiting'} strings={strings} />
      </td>
      <CountCells counts={row?.counts} strings={strings} />
    </tr>
  );
}
