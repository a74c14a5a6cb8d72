import type { BackfillDayView, BackfillView } from '../connectors/backfill-view.js';
import { dayText } from '../parts/instant.js';
import { State } from '../parts/state.js';
import type { Strings } from '../strings/index.js';

const COUNTS = ['imported', 'partiallyImported', 'skipped', 'failed'] as const;

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
            {COUNTS.map((name) => (
              <th scope="col" class="number">
                {run[name]}
              </th>
            ))}
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
            {COUNTS.map((name) => (
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
      {COUNTS.map((name) => (
        <td
          class={name === 'failed' && row && row.counts.failed > 0 ? 'number bad' : 'number'}
          data-label={strings.run[name]}
        >
          {row ? row.counts[name].toLocaleString(strings.tag) : '–'}
        </td>
      ))}
    </tr>
  );
}
