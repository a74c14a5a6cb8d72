import type { BackfillDayView, BackfillView } from '../connectors/backfill-view.js';
import { State } from '../parts/state.js';
import type { Strings } from '../strings/index.js';

const COUNTS = ['imported', 'partiallyImported', 'skipped', 'failed'] as const;

/** A row per day, oldest first, and what they came to together. */
export function BackfillDays({ view: { days, counts }, strings }: { view: BackfillView; strings: Strings }) {
  const { connector: words, connectors, run, tag } = strings;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={words.daysOfIt}>
      <table>
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
              <td class="number">{counts[name].toLocaleString(tag)}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function DayRow({ day, row, strings }: BackfillDayView & { strings: Strings }) {
  return (
    <tr>
      <th scope="row">{row ? <a href={`/runs/${row.record.runId}`}>{day}</a> : day}</th>
      <td>
        <State name={row?.state ?? 'waiting'} strings={strings} />
      </td>
      {COUNTS.map((name) => (
        <td class={name === 'failed' && row && row.counts.failed > 0 ? 'number bad' : 'number'}>
          {row ? row.counts[name].toLocaleString(strings.tag) : '–'}
        </td>
      ))}
    </tr>
  );
}
