import type { BackfillRow } from '../connectors/backfill-history.js';
import { daysText, Instant } from '../parts/instant.js';
import { CountCells, CountHeads } from '../parts/counts.js';
import { State } from '../parts/state.js';
import type { Strings } from '../strings/index.js';

/** The last backfills that are no longer under way, newest first. Nothing where there were none. */
export function ConnectorPastBackfills({
  rows,
  strings,
}: {
  rows: readonly BackfillRow[];
  strings: Strings;
}) {
  const { connector: words, connectors } = strings;
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 id="past-backfills">{words.pastBackfills}</h2>
      <div class="scroll" tabindex={0} role="region" aria-labelledby="past-backfills">
        <table class="cards-when-narrow">
          <thead>
            <tr>
              <th scope="col">{words.daysOfIt}</th>
              <th scope="col">{connectors.status}</th>
              <th scope="col">{words.requestedBy}</th>
              <CountHeads strings={strings} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <BackfillLine row={row} strings={strings} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function BackfillLine({ row: { record, state, counts }, strings }: { row: BackfillRow; strings: Strings }) {
  const { connector: words, connectors, run, tag } = strings;
  const { connectorId, runId, window, requestedBy, reason, startedAt, mailboxes } = record;
  return (
    <tr>
      <th scope="row">
        <a href={`/connectors/${connectorId}/backfills/${runId}`}>{daysText(window, strings)}</a>
        {mailboxes && <small>{run.chosen(mailboxes.length.toLocaleString(tag))}</small>}
      </th>
      <td data-label={connectors.status}>
        <State name={state} strings={strings} />
        <div class="below">
          <Instant at={startedAt} strings={strings} />
        </div>
      </td>
      <td data-label={words.requestedBy}>
        {requestedBy}
        <small>{reason}</small>
      </td>
      <CountCells counts={counts} strings={strings} />
    </tr>
  );
}
