import type { ConnectorView } from '../connectors/overview.js';
import { scheduleText } from '../connectors/schedule-text.js';
import { lastRun } from '../connectors/ended-runs.js';
import { Instant } from '../parts/instant.js';
import { ListedState } from '../parts/listed-state.js';
import { Sparkline, sparklineText } from '../parts/sparkline.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import type { Strings } from '../strings/index.js';

/** The four things that are asked first: when it ran, when it runs, how far it has come, and how it has been going. */
export function ConnectorFigures({ view, strings }: { view: ConnectorView; strings: Strings }) {
  const { record, schedule, ended, days } = view;
  const { connectors, connector: words, common } = strings;
  const last = lastRun(ended);
  return (
    <dl class="cards wide figures">
      <div class="card">
        <dt>{connectors.lastRun}</dt>
        <dd>
          {last ? (
            <a href={`/runs/${last.runId}`}>
              <ListedState run={last} strings={strings} />
            </a>
          ) : (
            common.never
          )}
        </dd>
        {last && (
          <dd>
            <Instant at={last.closedAt} strings={strings} />
          </dd>
        )}
      </div>
      <div class="card">
        <dt>{connectors.nextRun}</dt>
        <dd>
          <Instant at={schedule?.next} strings={strings} otherwise={connectors.noNext} />
        </dd>
        <dd class="quiet">{scheduleText(record.connector.schedule, strings)}</dd>
      </div>
      <div class="card">
        <dt>{words.archivedUpTo}</dt>
        <dd>
          <Instant
            at={hasArchived(record) ? record.watermark : null}
            strings={strings}
            otherwise={words.archivedNothing}
          />
        </dd>
        <dd class="quiet">{words.archivedUpToMeans}</dd>
      </div>
      <div class="card">
        <dt>{connectors.lastDays}</dt>
        <dd>
          <Sparkline days={days} />
        </dd>
        <dd class="quiet">{sparklineText(days, strings)}</dd>
      </div>
    </dl>
  );
}

function hasArchived({ watermark, connector }: ConnectorRecord): boolean {
  return watermark !== connector.schedule.start;
}
