import type { ConnectorView, OpenRunView } from '../connectors/overview.js';
import { daysText, Instant } from '../parts/instant.js';
import { ListedState, RunLink } from '../parts/listed-state.js';
import { ProgressBar } from '../parts/progress.js';
import type { Strings } from '../strings/index.js';

/** The backfills under way and how far each is; its own page shows the days, and what can be done with it. */
export function ConnectorBackfills({ view, strings }: { view: ConnectorView; strings: Strings }) {
  const backfills = view.open.filter(({ type }) => type === 'backfill');
  if (backfills.length === 0) return null;
  const path = `/connectors/${view.record.connector.id}`;
  return (
    <section>
      <h2>{strings.connector.backfills}</h2>
      {backfills.map((backfill) => (
        <div class="card">
          <p>
            <ListedState run={backfill} strings={strings} />{' '}
            <RunLink
              run={backfill}
              href={`${path}/backfills/${backfill.runId}`}
              text={periodOf(backfill, strings)}
            />{' '}
            · {strings.run.started} <Instant at={backfill.startedAt} strings={strings} />
          </p>
          <ProgressBar progress={backfill.progress} strings={strings} />
        </div>
      ))}
    </section>
  );
}

function periodOf({ window }: OpenRunView, strings: Strings): string {
  if (window === null) return strings.connector.backfill;
  return strings.connector.backfillTitle(daysText(window, strings));
}
