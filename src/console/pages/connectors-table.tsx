import { apartFromDays } from '../connectors/apart.js';
import type { ConnectorView, OpenRunView } from '../connectors/overview.js';
import { scheduleText } from '../connectors/schedule-text.js';
import { lastRun } from '../connectors/ended-runs.js';
import { Instant } from '../parts/instant.js';
import { ProgressBar } from '../parts/progress.js';
import { Sparkline, sparklineText } from '../parts/sparkline.js';
import { ListedState } from '../parts/listed-state.js';
import { ConnectorState } from '../parts/connector-state.js';
import type { Strings } from '../strings/index.js';

/** A row per connector; on a narrow screen a card each. */
export function ConnectorsTable({ views, strings }: { views: readonly ConnectorView[]; strings: Strings }) {
  const { connectors } = strings;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={connectors.title}>
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">{connectors.name}</th>
            <th scope="col">{connectors.status}</th>
            <th scope="col">{connectors.lastRun}</th>
            <th scope="col">{connectors.nextRun}</th>
            <th scope="col">{connectors.lastDays}</th>
          </tr>
        </thead>
        <tbody>
          {views.map((view) => (
            <ConnectorRow view={view} strings={strings} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ConnectorRow({ view, strings }: { view: ConnectorView; strings: Strings }) {
  const { record, schedule, days } = view;
  const open = apartFromDays(view.open);
  const { connector } = record;
  const { connectors } = strings;
  return (
    <tr>
      <th scope="row">
        <a href={`/connectors/${connector.id}`}>{connector.displayName}</a>
        <small>{connector.id}</small>
      </th>
      <td data-label={connectors.status}>
        <ConnectorState view={view} strings={strings} />
        {schedule?.isPaused && <small>{schedule.note}</small>}
        {open.slice(0, 1).map((run) => (
          <InHand run={run} more={open.length - 1} strings={strings} />
        ))}
      </td>
      <td data-label={connectors.lastRun}>
        <LastRun view={view} strings={strings} />
      </td>
      <td data-label={connectors.nextRun}>
        <Instant at={schedule?.next} strings={strings} otherwise={connectors.noNext} />
        <small>{scheduleText(connector.schedule, strings)}</small>
      </td>
      <td data-label={connectors.lastDays}>
        <Sparkline days={days} />
        <small>{sparklineText(days, strings)}</small>
      </td>
    </tr>
  );
}

function InHand({ run, more, strings }: { run: OpenRunView; more: number; strings: Strings }) {
  return (
    <div class="below">
      <ProgressBar progress={run.progress} strings={strings} />
      {more > 0 && <small>{strings.connectors.moreRuns(more.toLocaleString(strings.tag))}</small>}
    </div>
  );
}

function LastRun({ view: { ended }, strings }: { view: ConnectorView; strings: Strings }) {
  const run = lastRun(ended);
  const { connectors, tag } = strings;
  if (run === undefined) return <span class="quiet">{strings.common.never}</span>;
  return (
    <>
      <a href={`/runs/${run.runId}`}>
        <ListedState run={run} strings={strings} />
      </a>
      <div class="below">
        <Instant at={run.closedAt} strings={strings} />
      </div>
      <small>{connectors.runCounts(run.imported.toLocaleString(tag), run.failed.toLocaleString(tag))}</small>
    </>
  );
}
