import type { BackfillDayView, BackfillView } from '../connectors/backfill-view.js';
import { dayText } from '../parts/instant.js';
import { CountCells, CountHeads, COUNT_NAMES } from '../parts/counts.js';
import { State } from '../parts/state.js';
import type { Strings } from '../strings/index.js';

/** A row per day, oldest first, and what they came to together. */
export function BackfillDays({ view: { days, counts }, strings }: { view: BackfillView; strings: Strings }) {
  const { connector: words, connectors, run, tag } = strings;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={words.daysOfIt}>
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
    </div>
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
