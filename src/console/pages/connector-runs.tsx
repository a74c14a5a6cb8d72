import { isEmpty } from '../../domain/window.js';
import type { RunRow } from '../connectors/run-history.js';
import { Instant, utcRange } from '../parts/instant.js';
import { CountCells, CountHeads } from '../parts/counts.js';
import { State } from '../parts/state.js';
import type { Strings } from '../strings/index.js';

interface ConnectorRunsProps {
  rows: readonly RunRow[];
  /** Where all of them are. */
  all: string;
  strings: Strings;
}

/** The last runs, newest first, each with what it came to. */
export function ConnectorRuns({ rows, all, strings }: ConnectorRunsProps) {
  const { connector: words } = strings;
  return (
    <section>
      <h2 id="runs">{words.runs}</h2>
      {rows.length === 0 ? (
        <p class="card quiet">{words.noRuns}</p>
      ) : (
        <div class="scroll" tabindex={0} role="region" aria-labelledby="runs">
          <RunsTable rows={rows} strings={strings} />
        </div>
      )}
      <p>
        <a href={all}>{words.allRuns}</a>
      </p>
    </section>
  );
}

interface RunsTableProps {
  rows: readonly RunRow[];
  strings: Strings;
  /** Of a connector that is no more, whose backfills have no page. */
  isDeleted?: boolean;
}

export function RunsTable({ rows, strings, isDeleted = false }: RunsTableProps) {
  const { run } = strings;
  return (
    <table class="cards-when-narrow">
      <thead>
        <tr>
          <th scope="col">{run.started}</th>
          <th scope="col">{strings.connectors.status}</th>
          <th scope="col">{strings.connector.period}</th>
          <CountHeads strings={strings} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RunLine row={row} strings={strings} isDeleted={isDeleted} />
        ))}
      </tbody>
    </table>
  );
}

type RunLineProps = Omit<RunsTableProps, 'rows'> & { row: RunRow };

function RunLine({ row, strings, isDeleted = false }: RunLineProps) {
  const { record, state, counts } = row;
  const { connectors, connector: words } = strings;
  return (
    <tr>
      <th scope="row">
        <a href={`/runs/${record.runId}`}>
          <Instant at={record.startedAt} strings={strings} />
        </a>
        <small>{isDeleted ? strings.run.kinds[record.kind] : kindOf(row, strings)}</small>
      </th>
      <td data-label={connectors.status}>
        <State name={state} strings={strings} />
      </td>
      <td data-label={words.period}>{periodText(row, strings)}</td>
      <CountCells counts={counts} strings={strings} />
    </tr>
  );
}

/** The day of a backfill leads to the whole of it. */
function kindOf({ record }: RunRow, { run }: Strings) {
  const { kind, backfill, connectorId } = record;
  if (backfill === undefined) return run.kinds[kind];
  return <a href={`/connectors/${connectorId}/backfills/${backfill}`}>{run.kinds[kind]}</a>;
}

function periodText({ record: { window } }: RunRow, strings: Strings) {
  if (isEmpty(window)) return strings.run.leftOver;
  return utcRange(window, strings);
}
