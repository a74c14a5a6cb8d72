import { isEmpty } from '../../domain/window.js';
import type { RunRow } from '../connectors/run-history.js';
import { Instant, utc } from '../parts/instant.js';
import { State } from '../parts/state.js';
import type { Strings } from '../strings/index.js';

/** The last runs, newest first, each with what it came to. */
export function ConnectorRuns({ rows, strings }: { rows: readonly RunRow[]; strings: Strings }) {
  const { connector: words } = strings;
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">{words.runs}</h2>
      {rows.length === 0 ? (
        <p class="card quiet">{words.noRuns}</p>
      ) : (
        <div class="scroll" tabindex={0} role="region" aria-label={words.runs}>
          <RunsTable rows={rows} strings={strings} />
        </div>
      )}
    </section>
  );
}

export function RunsTable({ rows, strings }: { rows: readonly RunRow[]; strings: Strings }) {
  const { run } = strings;
  const counts = ['imported', 'partiallyImported', 'skipped', 'failed'] as const;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{run.started}</th>
          <th scope="col">{strings.connectors.status}</th>
          <th scope="col">{strings.connector.period}</th>
          {counts.map((name) => (
            <th scope="col" class="number">
              {run[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <a href={`/runs/${row.record.runId}`}>
                <Instant at={row.record.startedAt} strings={strings} />
              </a>
              <small>{run.kinds[row.record.kind]}</small>
            </th>
            <td>
              <State name={row.state} strings={strings} />
            </td>
            <td>{periodText(row, strings)}</td>
            {counts.map((name) => (
              <td class={name === 'failed' && row.counts.failed > 0 ? 'number bad' : 'number'}>
                {row.counts[name].toLocaleString(strings.tag)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function periodText({ record: { window } }: RunRow, strings: Strings) {
  if (isEmpty(window)) return strings.run.leftOver;
  return `${utc(window.from, strings)} – ${utc(window.to, strings)}`;
}
